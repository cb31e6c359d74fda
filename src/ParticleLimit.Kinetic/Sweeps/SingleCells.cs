using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Cells stored in single precision, half the memory: mass and momentum then hold to single rounding only.</summary>
internal readonly unsafe struct SingleCells : ICellFormat<float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(float* cells)
    {
        Vector256<float> stored = Vector256.Load(cells);
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Double(stored);
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(stored);
        return Vector512.Create(lower, upper);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes values, float* cells)
    {
        Vector256<float> rounded = Avx512F.IsSupported
            ? Avx512F.ConvertToVector256Single(values)
            : Vector256.Narrow(values.GetLower(), values.GetUpper());
        rounded.Store(cells);
    }
}

using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>How a cell average is stored; arithmetic is in double precision whatever the format.</summary>
/// <typeparam name="T">The stored type.</typeparam>
internal unsafe interface ICellFormat<T>
    where T : unmanaged
{
    /// <summary>Reads eight neighbouring cells.</summary>
    static abstract Lanes Load(T* cells);

    /// <summary>Writes eight neighbouring cells, rounding to the format.</summary>
    static abstract void Store(Lanes values, T* cells);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>A parabola in each cell that has the cell's average and sixth-order face values; eight cells at a time.</summary>
/// <remarks>The piecewise parabolic method (P. Colella, P. R. Woodward, J. Comput. Phys. 54, 1984) with the face values of P. Colella, M. D. Sekora
/// (J. Comput. Phys. 227, 2008) and without monotonicity constraint, which would clip smooth extrema. A parabola may dip below zero; no cell does, as a part
/// of it is never less than nothing nor more than all that it holds. To draw such parabolas towards their averages first
/// (X. Zhang, C.-W. Shu, J. Comput. Phys. 229, 2010) left boxes and hats that are shifted or contract, and their entropy, no better or worse, and took up to 1.8 times as long;
/// averages over many cells at the edges of a box, and data that cells hardly resolve, it made up to a third better.</remarks>
internal static class Parabola
{
    /// <summary>Cells that a stencil reaches beyond the cells whose parabolas it makes.</summary>
    public const int Ghosts = 3;

    /// <summary>Smaller parts of a cell's mass stay where they are.</summary>
    public const double Negligible = 1e-100;

    /// <summary>The value at the face between c and d of the quintic with six given averages.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Face(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f)
    {
        Lanes nearest = (c + d) * (37.0 / 60);
        return Vector512.FusedMultiplyAdd(a + f, Vector512.Create(1.0 / 60), Vector512.FusedMultiplyAdd(b + e, Vector512.Create(-8.0 / 60), nearest));
    }

    /// <summary>The weights of (average, left, right) in the part of a cell's mass below the fraction s; swap left and right for the part above 1 - s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PartWeights(Lanes s, out Lanes average, out Lanes left, out Lanes right)
    {
        Lanes half = s * s * 0.5, bulge = half - s * s * s * (1.0 / 3);
        average = bulge * 6;
        left = s - half - bulge * 3;
        right = half - bulge * 3;
    }

    /// <summary>A part of a cell's mass, kept between nothing and all of it; this alone keeps f from below zero.</summary>
    /// <remarks>Nothing is also what is below 1e-100: a front would otherwise spread in ever smaller numbers, and arithmetic slows down below 1e-308.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Part(Lanes average, Lanes left, Lanes right, Lanes averageWeight, Lanes leftWeight, Lanes rightWeight)
    {
        Lanes part = Vector512.FusedMultiplyAdd(average, averageWeight, Vector512.FusedMultiplyAdd(left, leftWeight, right * rightWeight));
        return Vector512.MinNative(Vector512.ConditionalSelect(Vector512.GreaterThan(part, Vector512.Create(Negligible)), part, Lanes.Zero), average);
    }
}

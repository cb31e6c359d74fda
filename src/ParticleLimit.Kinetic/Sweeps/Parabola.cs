using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>A parabola in each cell that has the cell's average, sixth-order face values and no negative value; eight cells at a time.</summary>
/// <remarks>The piecewise parabolic method (P. Colella, P. R. Woodward, J. Comput. Phys. 54, 1984) with the face values of P. Colella, M. D. Sekora
/// (J. Comput. Phys. 227, 2008) and without monotonicity constraint, which would clip smooth extrema. A parabola that dips below zero is drawn
/// towards its average until it does not (X. Zhang, C.-W. Shu, J. Comput. Phys. 229, 2010).</remarks>
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
        Lanes near = (c + d) * (37.0 / 60), far = (a + f) * (1.0 / 60);
        return Vector512.FusedMultiplyAdd(b + e, Vector512.Create(-8.0 / 60), near + far);
    }

    /// <summary>Draws the parabolas that dip below zero towards their averages.</summary>
    /// <param name="average">Cell averages, not negative.</param>
    /// <param name="left">Values at lower faces.</param>
    /// <param name="right">Values at upper faces.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepPositive(Lanes average, ref Lanes left, ref Lanes right)
    {
        // A bound from below that costs no division: the ends where the parabola is concave, the tangent in the middle where it is convex.
        Lanes sum = left + right, slope = right - left;
        Lanes tangent = Vector512.FusedMultiplyAdd(average, Vector512.Create(1.5), Vector512.FusedMultiplyAdd(sum, Vector512.Create(-0.25), Vector512.Abs(slope) * -0.5));
        if (!Vector512.LessThanAny(Vector512.MinNative(tangent, Vector512.MinNative(left, right)), Lanes.Zero)) return;
        Lanes share = ShareKept(average, left, right);
        left = Vector512.FusedMultiplyAdd(share, left - average, average);
        right = Vector512.FusedMultiplyAdd(share, right - average, average);
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

    /// <summary>A part of a cell's mass, kept between nothing and all of it against rounding.</summary>
    /// <remarks>Nothing is also what is below 1e-100: a front would otherwise spread in ever smaller numbers, and arithmetic slows down below 1e-308.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Part(Lanes average, Lanes left, Lanes right, Lanes averageWeight, Lanes leftWeight, Lanes rightWeight)
    {
        Lanes part = Vector512.FusedMultiplyAdd(average, averageWeight, Vector512.FusedMultiplyAdd(left, leftWeight, right * rightWeight));
        return Vector512.MinNative(part & Vector512.GreaterThan(part, Vector512.Create(Negligible)), average);
    }

    // Inlined although rarely run: a call would make the caller's loop keep its registers in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes ShareKept(Lanes average, Lanes left, Lanes right)
    {
        Lanes curvature = average * 6 - (left + right) * 3, slope = right - left;
        Lanes minimum = Vector512.MinNative(left, right), top = slope + curvature;
        Lanes dips = Vector512.LessThan(curvature, Lanes.Zero) & Vector512.LessThan(Vector512.Abs(slope), -curvature);
        minimum = Vector512.ConditionalSelect(dips, Vector512.MinNative(minimum, left + top * top / (curvature * 4)), minimum);
        return Vector512.ConditionalSelect(Vector512.LessThan(minimum, Lanes.Zero), average / (average - minimum), Lanes.One);
    }
}

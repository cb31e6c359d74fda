using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Eight triangles in phase space, each of uniform mass, and what of each lies left of a position.</summary>
/// <remarks>The marginal of a triangle of mass m with corners x0 &lt;= x1 &lt;= x2 is a tent of height 2m/(x2 - x0) over x1; what lies left of
/// x &lt;= x1 is a smaller triangle of mass m s r, where s and r are the fractions at which x cuts the edges 01 and 02, and right of x &gt;= x1
/// alike. Folded triangles are as good as others, so that nothing special happens where characteristics cross.</remarks>
internal readonly struct LaneTriangles
{
    private readonly Lanes mass, momentum, x0, x1, x2, v0, v1, v2, inverse01, inverse12, inverse02;

    /// <summary>Triangles by their masses and corners, in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneTriangles(Lanes mass, Lanes xa, Lanes xb, Lanes xc, Lanes va, Lanes vb, Lanes vc)
    {
        Sort(ref xa, ref xb, ref va, ref vb);
        Sort(ref xb, ref xc, ref vb, ref vc);
        Sort(ref xa, ref xb, ref va, ref vb);
        (this.mass, x0, x1, x2, v0, v1, v2) = (mass, xa, xb, xc, va, vb, vc);
        momentum = mass * (va + vb + vc) * Vector512.Create(1.0 / 3);
        inverse01 = Lanes.One / (xb - xa); // infinite where corners coincide: Below never uses it there
        inverse12 = Lanes.One / (xc - xb);
        inverse02 = Lanes.One / (xc - xa);
    }

    /// <summary>The lowest position.</summary>
    public Lanes Lowest => x0;

    /// <summary>The highest position.</summary>
    public Lanes Highest => x2;

    /// <summary>Mass and momentum left of a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Lanes Mass, Lanes Momentum) Below(Lanes face)
    {
        Lanes left = Vector512.LessThanOrEqual(face, x1) & Vector512.LessThan(face, x2);
        Lanes inside = Vector512.GreaterThan(face, x0) & Vector512.LessThan(face, x2);
        Lanes distance = Vector512.ConditionalSelect(left, face - x0, x2 - face);
        Lanes s = distance * Vector512.ConditionalSelect(left, inverse01, inverse12), r = distance * inverse02;
        Lanes near = Vector512.ConditionalSelect(left, v0, v2), far = Vector512.ConditionalSelect(left, v2, v0);
        Lanes part = mass * s * r, mean = near + (s * (v1 - near) + r * (far - near)) * Vector512.Create(1.0 / 3);
        Lanes partMomentum = part * mean & inside;
        part &= inside;
        return (Vector512.ConditionalSelect(left, part, mass - part), Vector512.ConditionalSelect(left, partMomentum, momentum - partMomentum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Lanes x, ref Lanes y, ref Lanes v, ref Lanes w)
    {
        Lanes swap = Vector512.LessThan(y, x), lower = Vector512.MinNative(x, y), first = Vector512.ConditionalSelect(swap, w, v);
        (y, x) = (Vector512.MaxNative(x, y), lower);
        (w, v) = (Vector512.ConditionalSelect(swap, v, w), first);
    }
}

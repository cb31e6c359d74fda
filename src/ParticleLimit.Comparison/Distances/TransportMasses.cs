using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>The weights of two clouds as integers of one common total, without the points of no weight.</summary>
/// <remarks>Integer flows make ties exact, on which the proof that the simplex cannot cycle rests. The total is the least common
/// multiple of the counts for equal weights, and 2^62 else: the rounding moves less than (N + M) 2^-62 of mass.</remarks>
internal sealed class TransportMasses
{
    private TransportMasses(int[] points, long[] masses)
    {
        Points = points;
        Masses = masses;
    }

    /// <summary>The indices in the cloud of the points that carry mass.</summary>
    public int[] Points { get; }

    /// <summary>Their masses, positive.</summary>
    public long[] Masses { get; }

    public static (TransportMasses From, TransportMasses To, double Total) Of(PointCloud from, PointCloud to)
    {
        if (from.Weights is null && to.Weights is null)
        {
            long divisor = (long)BigInteger.GreatestCommonDivisor(from.Count, to.Count);
            return (Equal(from.Count, to.Count / divisor), Equal(to.Count, from.Count / divisor), (double)from.Count * (to.Count / divisor));
        }

        const long total = 1L << 62;
        return (Rounded(from, total), Rounded(to, total), total);
    }

    private static TransportMasses Equal(int count, long mass)
    {
        long[] masses = new long[count];
        Array.Fill(masses, mass);
        return new TransportMasses([.. Enumerable.Range(0, count)], masses);
    }

    private static TransportMasses Rounded(PointCloud cloud, long total)
    {
        var points = new List<int>(cloud.Count);
        var masses = new List<long>(cloud.Count);
        long missing = total;
        int heaviest = 0;
        for (int i = 0; i < cloud.Count; i++)
        {
            long mass = (long)(cloud.Weight(i) * total);
            if (mass == 0) continue;
            points.Add(i);
            masses.Add(mass);
            missing -= mass;
            if (mass > masses[heaviest]) heaviest = masses.Count - 1;
        }

        masses[heaviest] += missing;
        return new TransportMasses([.. points], [.. masses]);
    }
}

using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Comparison;

/// <summary>The pair density g(r, |w|) of a homogeneous flock by separation and relative speed, over that of independent pairs.</summary>
/// <remarks>Independent pairs are N (N - 1) / 2 pairs spread evenly over the torus with the relative speeds of all pairs of this very flock, so that neither the sample of f0 nor the bias of the velocities' law enters. The share of a
/// bin among all pairs is that among the pairs (i, i + k mod N), k = 1 .. 64: labels are exchangeable, and there are many more of these than pairs in range.</remarks>
public static class PairSpeedCorrelation
{
    private const int Offsets = 64;

    /// <summary>g over shells and bins: [shell][bin]; NaN where no pair of the flock has such a speed.</summary>
    /// <param name="state">At least three particles, independent of their labels.</param>
    /// <param name="torus">The torus, on which the flock is homogeneous.</param>
    /// <param name="range">eps.</param>
    /// <param name="separations">The ends of the shells, in units of eps, ascending from 0 or more.</param>
    /// <param name="speeds">The ends of the bins, ascending; the last bin takes all that is faster.</param>
    /// <exception cref="ArgumentException">The last shell reaches farther than half the shortest period.</exception>
    public static double[][] Of(ParticleState state, Torus torus, double range, ReadOnlySpan<double> separations, ReadOnlySpan<double> speeds)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(torus);
        int d = state.Dimension, n = state.Count, shells = separations.Length - 1, bins = speeds.Length - 1;
        double reach = separations[^1] * range;
        if (reach > Enumerable.Range(0, d).Min(torus.Period) / 2) throw new ArgumentException($"The reach {reach} is at most half the shortest period.", nameof(separations));
        double[] shellEnds = [.. separations], binEnds = [.. speeds];
        for (int k = 0; k < shellEnds.Length; k++) shellEnds[k] = range * shellEnds[k] * (range * shellEnds[k]);
        for (int k = 0; k < binEnds.Length; k++) binEnds[k] *= binEnds[k];
        binEnds[^1] = double.PositiveInfinity;

        var visitor = new Visitor(state.Velocities, shellEnds, binEnds, new long[shells * bins]);
        NeighbourSearch.Create(NeighbourSearchKind.Auto, torus).VisitPairs(state.Positions, reach, ref visitor);
        int offsets = Math.Min(Offsets, (n - 1) / 2);
        long[] shares = new long[bins];
        for (int k = 1; k <= offsets; k++)
        {
            for (int i = 0; i < n; i++)
            {
                int bin = Bin(binEnds, PairCorrelation.SquaredSpeed(state.Velocities, i, (i + k) % n));
                if (bin >= 0) shares[bin]++;
            }
        }

        double pairs = 0.5 * n * (n - 1.0), ball = PairCorrelation.UnitBall(d);
        double[][] density = new double[shells][];
        for (int shell = 0; shell < shells; shell++)
        {
            double volume = ball * (Math.Pow(shellEnds[shell + 1], d / 2.0) - Math.Pow(shellEnds[shell], d / 2.0));
            density[shell] = new double[bins];
            for (int bin = 0; bin < bins; bin++)
                density[shell][bin] = visitor.Counts[shell * bins + bin] / (pairs * volume / torus.Volume * shares[bin] / ((double)offsets * n));
        }

        return density;
    }

    // The bin of a square; -1 below the first.
    private static int Bin(double[] ends, double square)
    {
        int bin = -1;
        while (bin + 2 < ends.Length && square >= ends[bin + 1]) bin++;
        return bin;
    }

    private readonly struct Visitor(double[][] velocities, double[] shellEnds, double[] binEnds, long[] counts) : IPairVisitor
    {
        public long[] Counts => counts;

        public void Visit(int i, int j, double squaredDistance)
        {
            int shell = Bin(shellEnds, squaredDistance), bin = Bin(binEnds, PairCorrelation.SquaredSpeed(velocities, i, j));
            if (shell >= 0 && bin >= 0) counts[shell * (binEnds.Length - 1) + bin]++;
        }
    }
}

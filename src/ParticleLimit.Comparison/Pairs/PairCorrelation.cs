using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Comparison;

/// <summary>How far the pairs of a homogeneous flock are from independent at the scale eps: the paper's Appendix A, molecular chaos.</summary>
/// <remarks>What independent pairs would have is exact: N (N - 1) / 2 pairs spread evenly over the torus, with the relative velocities of all pairs of this very flock, whose sum of squares is
/// N sum |v_i - mean|^2. So the sampling of f0 enters through the few pairs in range alone.</remarks>
public sealed class PairCorrelation
{
    private readonly double[] density;

    private PairCorrelation(double[] density, double excess, double dissipationDeficit) => (this.density, Excess, DissipationDeficit) = (density, excess, dissipationDeficit);

    /// <summary>g(r) = 1 for independent pairs, over bins of equal width from 0 to the reach: the pair density over that of independent pairs.</summary>
    public ReadOnlySpan<double> Density => density;

    /// <summary>The number of pairs nearer than eps R over that of independent pairs, less one: the measure pair-excess.</summary>
    public double Excess { get; }

    /// <summary>1 - sum psi |v_i - v_j|^2 over its value for independent pairs, the measure dissipation-deficit: by how much the flock loses less energy than chaos says.</summary>
    public double DissipationDeficit { get; }

    /// <summary>Looks at every pair nearer than a reach.</summary>
    /// <param name="state">At least two particles, not all of one velocity.</param>
    /// <param name="torus">The torus, on which the flock is homogeneous.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">eps.</param>
    /// <param name="reach">How far to look, in units of eps R, at least 1.</param>
    /// <param name="bins">The bins of <see cref="Density"/>.</param>
    /// <exception cref="ArgumentException">The reach is less than 1, or farther than half the shortest period: a pair would be in range more than one way.</exception>
    public static PairCorrelation Of(ParticleState state, Torus torus, ICommunicationWeight weight, double range, double reach = 1, int bins = 1)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(torus);
        ArgumentNullException.ThrowIfNull(weight);
        int d = state.Dimension;
        double radius = range * weight.SupportRadius;
        if (!(reach >= 1) || reach * radius > Enumerable.Range(0, d).Min(torus.Period) / 2)
            throw new ArgumentException($"The reach {reach} in units of {radius} is at least 1 and at most half the shortest period.", nameof(reach));

        var visitor = new Visitor(state, weight, range, reach * radius / bins, new long[bins]);
        NeighbourSearch.Create(NeighbourSearchKind.Auto, torus).VisitPairs(state.Positions, reach * radius, ref visitor);
        double pairs = 0.5 * state.Count * (state.Count - 1), ball = UnitBall(d);
        double squares = state.Count * state.Count * ParticleObservables.Of(state).Temperature;
        double ratio = visitor.Dissipation / (squares * Math.Pow(range, d) * weight.Integral(d) / torus.Volume);
        double width = reach * radius / bins;
        double[] density = [.. visitor.Counts.Select((count, k) => count / (pairs * ball * (Math.Pow((k + 1) * width, d) - Math.Pow(k * width, d)) / torus.Volume))];
        return new PairCorrelation(density, visitor.InRange / (pairs * ball * Math.Pow(radius, d) / torus.Volume) - 1, 1 - ratio);
    }

    /// <summary>The volume of the ball of radius 1 in d dimensions.</summary>
    internal static double UnitBall(int dimension) => dimension switch { 1 => 2, 2 => Math.PI, _ => 4 * Math.PI / 3 };

    /// <summary>|v_j - v_i|^2.</summary>
    internal static double SquaredSpeed(double[][] velocities, int i, int j)
    {
        double sum = 0;
        foreach (double[] v in velocities) sum += (v[j] - v[i]) * (v[j] - v[i]);
        return sum;
    }

    private struct Visitor(ParticleState state, ICommunicationWeight weight, double range, double width, long[] counts) : IPairVisitor
    {
        private readonly double inRange = range * weight.SupportRadius * (range * weight.SupportRadius);
        private CompensatedSum dissipation;

        public readonly long[] Counts => counts;

        public long InRange { get; private set; }

        public readonly double Dissipation => dissipation.Value;

        public void Visit(int i, int j, double squaredDistance)
        {
            counts[Math.Min((int)(Math.Sqrt(squaredDistance) / width), counts.Length - 1)]++;
            if (squaredDistance >= inRange) return;
            InRange++;
            dissipation.Add(weight.Value(squaredDistance / (range * range)) * SquaredSpeed(state.Velocities, i, j));
        }
    }
}

using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The empirical measure of M given particles, equally weighted: a cloud from a user's file.</summary>
public sealed class SampleState : InitialState
{
    private const int AllPairsLimit = 2048;
    private const int PairBudget = 1 << 23;

    private readonly double[][] positions;
    private readonly double[][] velocities;

    /// <summary>The state of a cloud, which is copied.</summary>
    /// <param name="positions">d arrays of M coordinates.</param>
    /// <param name="velocities">d arrays of M coordinates.</param>
    /// <exception cref="ArgumentException">There are not 1 to 3 position arrays, not as many velocity arrays, lengths differ or are zero, or a coordinate is not finite.</exception>
    public SampleState(double[][] positions, double[][] velocities)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        if (positions.Length is < 1 or > 3) throw new ArgumentException("A state has 1, 2 or 3 position coordinates.", nameof(positions));
        if (velocities.Length != positions.Length) throw new ArgumentException("There are as many velocity as position coordinates.", nameof(velocities));
        Count = positions[0].Length;
        if (Count == 0) throw new ArgumentException("A cloud has at least one particle.", nameof(positions));
        foreach (double[] coordinates in positions.Concat(velocities))
        {
            if (coordinates.Length != Count) throw new ArgumentException("All coordinates have one length.", nameof(velocities));
            if (!coordinates.All(double.IsFinite)) throw new ArgumentException("Coordinates are finite.", nameof(positions));
        }

        this.positions = [.. positions.Select(coordinates => (double[])coordinates.Clone())];
        this.velocities = [.. velocities.Select(coordinates => (double[])coordinates.Clone())];
        Support = [.. this.positions.Concat(this.velocities).Select(coordinates => (coordinates.Min(), coordinates.Max()))];
        MeanVelocity = [.. this.velocities.Select(coordinates => coordinates.Average())];
        Temperature = Enumerable.Range(0, Dimension).Sum(k => this.velocities[k].Average(v => (v - MeanVelocity[k]) * (v - MeanVelocity[k])));
    }

    /// <summary>The number M of particles.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override int Dimension => positions.Length;

    /// <inheritdoc/>
    public override int UniformsPerParticle => 1;

    /// <inheritdoc/>
    public override bool HasDensity => false;

    /// <inheritdoc/>
    public override ImmutableArray<(double From, double To)> Support { get; }

    /// <inheritdoc/>
    public override ImmutableArray<double> MeanVelocity { get; }

    /// <inheritdoc/>
    public override double Temperature { get; }

    /// <inheritdoc/>
    public override double Entropy => double.NaN;

    /// <inheritdoc/>
    public override double Supremum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double VelocityRadius => VelocityReach(new double[Dimension]);

    /// <inheritdoc/>
    public override double VelocitySpread => VelocityReach(MeanVelocity.AsSpan());

    /// <inheritdoc/>
    /// <remarks>The particle of index floor(u M).</remarks>
    public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
    {
        int i = Math.Min((int)(uniforms[0] * Count), Count - 1);
        for (int k = 0; k < Dimension; k++)
        {
            position[k] = positions[k][i];
            velocity[k] = velocities[k][i];
        }
    }

    /// <inheritdoc/>
    public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) =>
        throw new NotSupportedException("A cloud of samples has no density.");

    /// <inheritdoc/>
    public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper) =>
        throw new NotSupportedException("A cloud of samples has no density.");

    /// <inheritdoc/>
    public override bool IsHomogeneousOn(Torus torus) => false;

    /// <inheritdoc/>
    internal override double VelocityReach(ReadOnlySpan<double> centre)
    {
        double largest = 0;
        for (int i = 0; i < Count; i++)
        {
            double squares = 0;
            for (int k = 0; k < Dimension; k++) squares += (velocities[k][i] - centre[k]) * (velocities[k][i] - centre[k]);
            largest = Math.Max(largest, squares);
        }

        return Math.Sqrt(largest);
    }

    /// <inheritdoc/>
    /// <remarks>Exact for d = 1 and for up to 2048 particles; else over at least 2^23 pairs, every particle paired with as many others,
    /// a relative error of about 1e-4.</remarks>
    protected override double ComputeMeanRelativeSpeed()
    {
        if (Dimension == 1) return RelativeSpeed.OnTheLine(velocities[0]);
        int shifts = Count <= AllPairsLimit ? Count : Math.Min(Count, PairBudget / Count + 8);
        var sequence = new KroneckerSequence(1);
        double[] point = new double[1];
        double sum = 0;
        for (int s = 0; s < shifts; s++)
        {
            sequence.Next(point);
            int shift = Count <= AllPairsLimit ? s : (int)(point[0] * Count);
            for (int i = 0; i < Count; i++)
            {
                int j = i + shift < Count ? i + shift : i + shift - Count;
                double squares = 0;
                for (int k = 0; k < Dimension; k++) squares += (velocities[k][i] - velocities[k][j]) * (velocities[k][i] - velocities[k][j]);
                sum += Math.Sqrt(squares);
            }
        }

        return sum / Count / shifts;
    }
}

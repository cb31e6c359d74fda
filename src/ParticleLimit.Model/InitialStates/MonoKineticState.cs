using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>A mono-kinetic state f0 = rho0(x) delta(v - u0(x)): the velocity is a function of the position.</summary>
public sealed class MonoKineticState : InitialState
{
    /// <summary>The state of independent position coordinates and a velocity field.</summary>
    /// <exception cref="ArgumentException">There are not 1 to 3 position laws.</exception>
    public MonoKineticState(ImmutableArray<IMarginal> positions, IVelocityField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (positions.Length is < 1 or > 3) throw new ArgumentException("A state has 1, 2 or 3 position coordinates.", nameof(positions));
        (Positions, Field) = (positions, field);
        ImmutableArray<(double From, double To)> box = [.. positions.Select(law => (law.From, law.To))];
        Support = [.. box, .. field.Range(box)];
        (MeanVelocity, Temperature) = Moments();
    }

    /// <summary>The laws of the position coordinates; rho0 is their product.</summary>
    public ImmutableArray<IMarginal> Positions { get; }

    /// <summary>u0.</summary>
    public IVelocityField Field { get; }

    /// <inheritdoc/>
    public override int Dimension => Positions.Length;

    /// <inheritdoc/>
    public override int UniformsPerParticle => Dimension;

    /// <inheritdoc/>
    public override bool HasDensity => false;

    /// <inheritdoc/>
    public override ImmutableArray<(double From, double To)> Support { get; }

    /// <inheritdoc/>
    /// <remarks>By tensor quadrature against rho0.</remarks>
    public override ImmutableArray<double> MeanVelocity { get; }

    /// <inheritdoc/>
    /// <remarks>By tensor quadrature against rho0.</remarks>
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
    public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
    {
        for (int k = 0; k < Dimension; k++) position[k] = Positions[k].Quantile(uniforms[k]);
        Field.At(position[..Dimension], velocity);
    }

    /// <inheritdoc/>
    public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) =>
        throw new NotSupportedException("A mono-kinetic state has no density in phase space.");

    /// <inheritdoc/>
    public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper) =>
        throw new NotSupportedException("A mono-kinetic state has no density in phase space.");

    /// <inheritdoc/>
    public override bool IsHomogeneousOn(Torus torus) => false;

    /// <summary>rho0(x).</summary>
    internal double PositionDensity(ReadOnlySpan<double> position)
    {
        double density = 1;
        for (int k = 0; k < Dimension; k++) density *= Positions[k].Density(position[k]);
        return density;
    }

    /// <inheritdoc/>
    /// <remarks>For d = 1 from the sorted velocities of 2^16 quantiles; else by an average over evenly spread pairs.</remarks>
    protected override double ComputeMeanRelativeSpeed()
    {
        if (Dimension > 1) return base.ComputeMeanRelativeSpeed();
        double[] velocities = new double[1 << 16], x = new double[1], v = new double[1];
        for (int i = 0; i < velocities.Length; i++)
        {
            Map([(i + 0.5) / velocities.Length], x, v);
            velocities[i] = v[0];
        }

        return RelativeSpeed.OnTheLine(velocities);
    }

    private (ImmutableArray<double> Mean, double Temperature) Moments()
    {
        int d = Dimension, panels = d == 1 ? 200 : d == 2 ? 16 : 4;
        (double Node, double Weight)[][] nodes =
            [.. Positions.Select(law => GaussLegendre.Nodes(law.From, law.To, panels).Select(n => (n.Node, n.Weight * law.Density(n.Node))).ToArray())];
        // About the middle of the range, so that the variance of a field with a large mean does not cancel.
        double[] x = new double[d], u = new double[d], middle = new double[d], mean = new double[d];
        for (int k = 0; k < d; k++) middle[k] = 0.5 * (Support[d + k].From + Support[d + k].To);
        double mass = 0, squares = 0;
        Visit(0, 1);
        // The quadrature's own mass is off by its error alone; dividing by it keeps a constant field exact.
        for (int k = 0; k < d; k++) mean[k] /= mass;
        return ([.. mean.Zip(middle, (m, c) => m + c)], squares / mass - mean.Sum(m => m * m));

        void Visit(int axis, double weight)
        {
            if (axis == d)
            {
                Field.At(x, u);
                mass += weight;
                for (int k = 0; k < d; k++)
                {
                    double relative = u[k] - middle[k];
                    mean[k] += weight * relative;
                    squares += weight * relative * relative;
                }

                return;
            }

            foreach ((double node, double nodeWeight) in nodes[axis])
            {
                x[axis] = node;
                Visit(axis + 1, weight * nodeWeight);
            }
        }
    }
}

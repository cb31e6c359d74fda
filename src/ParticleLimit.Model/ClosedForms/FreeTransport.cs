using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>Free transport f(t, x, v) = f0(x - v t, v), the solution of (1.3) with gamma = 0; on a torus the sum over its images.</summary>
public sealed class FreeTransport : IKineticReference
{
    private const int Panels = 8;

    /// <summary>The free transport of an initial state.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public FreeTransport(InitialState initial, Domain domain)
    {
        Characteristics.CheckDimensions(initial, domain);
        (Initial, Domain) = (initial, domain);
    }

    /// <inheritdoc/>
    public int Dimension => Domain.Dimension;

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public double Gamma => 0;

    /// <inheritdoc/>
    public string Method => "exact: free transport";

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        Characteristics.Drift(Domain, Characteristics.Step(from, to), positions, velocities);
    }

    /// <inheritdoc/>
    /// <remarks>Axis by axis in one quadrature over the velocities, for product states and their mixtures.</remarks>
    /// <exception cref="NotSupportedException">The initial state is neither a product nor a mixture of products.</exception>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        Characteristics.Checked(time);
        Span<double> flux = stackalloc double[Dimension];
        flux.Clear();
        double density = AddFlux(Initial, 1, time, position, flux);
        for (int k = 0; k < Dimension; k++) meanVelocity[k] = density > 0 ? flux[k] / density : 0;
        return density;
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => Initial.HasDensity;

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        Characteristics.Checked(time);
        Span<double> start = stackalloc double[Dimension];
        for (int k = 0; k < Dimension; k++) start[k] = FirstImage(position[k] - velocity[k] * time, k);
        return SumOverImages(start, 0, velocity);
    }

    /// <inheritdoc/>
    /// <remarks>All are those of f0; the entropy is NaN where the support of f0 is wider than the torus, so that images overlap.</remarks>
    public Observables Observe(double time)
    {
        Characteristics.Checked(time);
        ImmutableArray<double> mean = Initial.MeanVelocity;
        double entropy = Enumerable.Range(0, Dimension).All(FitsOnePeriod) ? Initial.Entropy : double.NaN;
        return new(1, mean, Characteristics.Square(mean.AsSpan()) + Initial.Temperature, Initial.Temperature, Initial.VelocityRadius, entropy);
    }

    private bool FitsOnePeriod(int axis) => Initial.Support[axis].To - Initial.Support[axis].From <= Domain.Period(axis) * (1 + 1e-12);

    private double FirstImage(double coordinate, int axis)
    {
        double from = Initial.Support[axis].From;
        return double.IsInfinity(Domain.Period(axis)) ? coordinate : from + Domain.Wrap(coordinate - from, axis);
    }

    private double SumOverImages(Span<double> start, int axis, ReadOnlySpan<double> velocity)
    {
        if (axis == Dimension) return Initial.Density(start, velocity);
        double first = start[axis], sum = 0;
        for (int image = 0; image == 0 || start[axis] < Initial.Support[axis].To; image++)
        {
            sum += SumOverImages(start, axis + 1, velocity);
            start[axis] = first + (image + 1) * Domain.Period(axis);
        }

        start[axis] = first;
        return sum;
    }

    private double AddFlux(InitialState state, double weight, double time, ReadOnlySpan<double> position, Span<double> flux)
    {
        if (state is MixtureState mixture)
        {
            double sum = 0;
            for (int i = 0; i < mixture.Components.Length; i++) sum += AddFlux(mixture.Components[i], weight * mixture.Weights[i], time, position, flux);
            return sum;
        }

        if (state is not ProductState product) throw new NotSupportedException("Densities in space are known for product states and their mixtures.");
        Span<double> means = stackalloc double[Dimension];
        double density = weight;
        for (int k = 0; k < Dimension; k++)
        {
            (double mass, double momentum) = Axis(product.Positions[k], product.Velocities[k], k, time, position[k]);
            means[k] = mass > 0 ? momentum / mass : 0;
            density *= mass;
        }

        for (int k = 0; k < Dimension; k++) flux[k] += density * means[k];
        return density;
    }

    /// <summary>sum over images of int (1, v) p(x - v t) q(v) dv.</summary>
    private (double Mass, double Momentum) Axis(IMarginal positions, IMarginal velocities, int axis, double time, double x)
    {
        double period = Domain.Period(axis), mass = 0, momentum = 0;
        double lowest = positions.From + velocities.From * time, highest = positions.To + velocities.To * time;
        double first = double.IsInfinity(period) ? x : lowest + Domain.Wrap(x - lowest, axis);
        for (int image = 0; ; image++)
        {
            double y = image == 0 ? first : first + image * period;
            if (image > 0 && !(y < highest)) return (mass, momentum);
            if (time == 0)
            {
                double density = positions.Density(y);
                mass += density;
                momentum += density * velocities.Mean;
                continue;
            }

            double from = Math.Max(velocities.From, (y - positions.To) / time), to = Math.Min(velocities.To, (y - positions.From) / time);
            mass += GaussLegendre.Integrate(v => positions.Density(y - v * time) * velocities.Density(v), from, to, Panels);
            momentum += GaussLegendre.Integrate(v => v * positions.Density(y - v * time) * velocities.Density(v), from, to, Panels);
        }
    }
}

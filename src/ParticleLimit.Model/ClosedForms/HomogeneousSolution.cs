using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The spatially homogeneous solution (2.3), f(t, v) = e^{gamma m d t} f0(vbar + e^{gamma m t}(v - vbar)), on a torus, where the mass 1
/// makes m = 1/|torus| the density in space.</summary>
/// <remarks>gamma = 0 is allowed: free transport of a homogeneous state.</remarks>
public sealed class HomogeneousSolution : IKineticReference
{
    private readonly Torus torus;

    /// <summary>The solution of a homogeneous initial state.</summary>
    /// <exception cref="ArgumentException">The state is not homogeneous on the torus.</exception>
    /// <exception cref="ArgumentOutOfRangeException">gamma is negative or not finite.</exception>
    public HomogeneousSolution(InitialState initial, Torus torus, double gamma)
    {
        Characteristics.CheckDimensions(initial, torus);
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        if (!initial.IsHomogeneousOn(torus))
            throw new ArgumentException("The initial state is not uniform in position over one period of the torus.", nameof(initial));
        (Initial, this.torus, Gamma) = (initial, torus, gamma);
    }

    /// <inheritdoc/>
    public int Dimension => torus.Dimension;

    /// <inheritdoc/>
    public Domain Domain => torus;

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <inheritdoc/>
    public string Method => "exact: homogeneous solution (2.3)";

    /// <summary>gamma m, the rate at which velocities contract.</summary>
    public double Rate => Gamma / torus.Volume;

    /// <summary>Corollary 2.4 (1): ||f(t)||_inf = e^{gamma m d t} ||f0||_inf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double SupremumAt(double time) => Math.Exp(Dimension * Rate * Characteristics.Checked(time)) * Initial.Supremum;

    /// <summary>Corollary 2.4 (2): sup |v - vbar| over the support, R(t) = e^{-gamma m t} R(0).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double SupportRadiusAt(double time) => Contraction(Characteristics.Checked(time)) * Initial.VelocitySpread;

    /// <summary>Corollary 2.4 (3): int |v|^2 f = |vbar|^2 + e^{-2 gamma m t} int |v - vbar|^2 f0, over phase space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double EnergyAt(double time) => Characteristics.Square(Initial.MeanVelocity.AsSpan()) + TemperatureAt(time);

    /// <summary>Corollary 2.4 (4): H[f(t)] = H[f0] + gamma m d t, over phase space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double EntropyAt(double time) => Initial.Entropy + Dimension * Rate * Characteristics.Checked(time);

    /// <inheritdoc/>
    /// <remarks>v - vbar contracts by q = e^{-gamma m s}, and x moves by vbar s + (v - vbar)(1 - q)/(gamma m): exact for a step s of any length.</remarks>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        double step = Characteristics.Step(from, to), contraction = Contraction(step);
        double travel = Rate == 0 ? step : 2 * Math.Exp(-Rate * step / 2) * Math.Sinh(Rate * step / 2) / Rate;
        for (int k = 0; k < Dimension; k++)
        {
            double[] x = positions[k], v = velocities[k];
            double mean = Initial.MeanVelocity[k];
            for (int i = 0; i < x.Length; i++)
            {
                double relative = v[i] - mean;
                x[i] = torus.Wrap(x[i] + mean * step + relative * travel, k);
                v[i] = mean + contraction * relative;
            }
        }
    }

    /// <inheritdoc/>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        Characteristics.Checked(time);
        Initial.MeanVelocity.CopyTo(meanVelocity);
        return 1 / torus.Volume;
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => true;

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double stretch = Math.Exp(Rate * Characteristics.Checked(time)), factor = 1 / torus.Volume;
        Span<double> start = stackalloc double[Dimension];
        for (int k = 0; k < Dimension; k++)
        {
            double mean = Initial.MeanVelocity[k];
            start[k] = mean + stretch * (velocity[k] - mean);
            factor *= stretch;
        }

        return factor * Initial.VelocityDensity(start);
    }

    /// <inheritdoc/>
    public Observables Observe(double time) =>
        new(1, Initial.MeanVelocity, EnergyAt(time), TemperatureAt(time), VelocityRadiusAt(time), EntropyAt(time));

    private double Contraction(double step) => Math.Exp(-Rate * step);

    private double TemperatureAt(double time)
    {
        double contraction = Contraction(Characteristics.Checked(time));
        return contraction * contraction * Initial.Temperature;
    }

    // |vbar + q (w - vbar)| = q |w - c| with c = -vbar (1 - q)/q, so that the farthest point of the initial support from c is wanted.
    private double VelocityRadiusAt(double time)
    {
        double contraction = Contraction(time);
        ImmutableArray<double> mean = Initial.MeanVelocity;
        if (contraction < 1e-100) return Math.Sqrt(Characteristics.Square(mean.AsSpan()));
        Span<double> centre = stackalloc double[Dimension];
        for (int k = 0; k < Dimension; k++) centre[k] = -mean[k] * (1 - contraction) / contraction;
        return contraction * Initial.VelocityReach(centre);
    }
}

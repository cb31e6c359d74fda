using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The mono-kinetic solution f = rho(t, x) delta(v - u(t, x)) before its characteristics first cross: u is carried freely,
/// u(t, x0 + t u0(x0)) = u0(x0), and rho = rho0(x0) / det(1 + t grad u0(x0)).</summary>
/// <remarks>Solves (1.3) for every gamma, since E = rho (v - u) vanishes on v = u. For u0 = -x it is u = x/(t - 1),
/// rho = rho0(x/(1 - t))/(1 - t)^d, which blows up at t = 1.</remarks>
public sealed class MonoKineticSolution : IKineticReference
{
    private readonly MonoKineticState state;
    private readonly bool isPeriodic;

    /// <summary>The solution of a mono-kinetic initial state.</summary>
    /// <param name="initial">The state.</param>
    /// <param name="domain">Free space; or a torus of which the state covers at most one period, with a field periodic on it or u0 = -x.</param>
    /// <param name="gamma">gamma of (1.3), on which the solution does not depend.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the field's flow is not one of the torus.</exception>
    public MonoKineticSolution(MonoKineticState initial, Domain domain, double gamma = 0)
    {
        Characteristics.CheckDimensions(initial, domain);
        if (domain is Torus torus)
        {
            for (int k = 0; k < torus.Dimension; k++)
                if (initial.Positions[k].To - initial.Positions[k].From > torus.Period(k) * (1 + 1e-12))
                    throw new ArgumentException("The initial positions are wider than the torus: the state is not mono-kinetic there.", nameof(initial));
            isPeriodic = initial.Field.IsPeriodicOn(torus);
            if (!isPeriodic && initial.Field is not MinusIdentityField)
                throw new ArgumentException($"The field {initial.Field.Name} is not periodic on the torus.", nameof(initial));
        }

        (state, Domain, Gamma) = (initial, domain, gamma);
    }

    /// <inheritdoc/>
    public int Dimension => Domain.Dimension;

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public InitialState Initial => state;

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <inheritdoc/>
    public string Method => "exact: mono-kinetic characteristics before the first crossing";

    /// <summary>The time of the field's first crossing, which this solution does not reach: 1 for u0 = -x, 1/|A k| for u0 = A sin(k x_0).</summary>
    public double CrossingTime => state.Field.CrossingTime;

    /// <inheritdoc/>
    /// <remarks>The points lie on the characteristics of the solution, v = u(t, x), and move at constant velocity.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or at or past the crossing, or they are not in order.</exception>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        Characteristics.Drift(Domain, Characteristics.Step(from, CheckedTime(to)), positions, velocities);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or at or past the crossing.</exception>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        CheckedTime(time);
        Span<double> image = stackalloc double[Dimension], start = stackalloc double[Dimension];
        meanVelocity[..Dimension].Clear();
        for (int k = 0; k < Dimension; k++)
        {
            // The support of rho(t) lies above this, within one period of it: at most one image of the position is in it.
            double lowest = state.Support[k].From + (isPeriodic ? 0 : time * state.Support[Dimension + k].From);
            image[k] = Domain is FreeSpace ? position[k] : isPeriodic ? Domain.Wrap(position[k], k) : LowestImage(position[k], lowest, k);
        }

        return Domain is FreeSpace || isPeriodic
            ? DensityAt(time, image, start, meanVelocity)
            : FirstOccupied(time, image, start, 0, meanVelocity);
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => false;

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) =>
        throw new NotSupportedException("A mono-kinetic solution has no density in phase space.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or at or past the crossing.</exception>
    public Observables Observe(double time)
    {
        CheckedTime(time);
        ImmutableArray<double> mean = state.MeanVelocity;
        return new(1, mean, Characteristics.Square(mean.AsSpan()) + state.Temperature, state.Temperature, state.VelocityRadius, double.NaN);
    }

    private double CheckedTime(double time) =>
        Characteristics.Checked(time) < CrossingTime
            ? time
            : throw new ArgumentOutOfRangeException(nameof(time), time, $"Characteristics cross at {CrossingTime}; the mono-kinetic solution ends there.");

    private double LowestImage(double coordinate, double lowest, int axis) => lowest + Domain.Wrap(coordinate - lowest, axis);

    private double DensityAt(double time, ReadOnlySpan<double> position, Span<double> start, Span<double> meanVelocity)
    {
        state.Field.Start(time, position, start);
        if (isPeriodic)
            for (int k = 0; k < Dimension; k++) start[k] = LowestImage(start[k], state.Support[k].From, k);
        double initial = state.PositionDensity(start);
        if (initial == 0) return 0;
        state.Field.At(start, meanVelocity);
        return initial / state.Field.Jacobian(time, start);
    }

    private double FirstOccupied(double time, Span<double> image, Span<double> start, int axis, Span<double> meanVelocity)
    {
        if (axis == Dimension) return DensityAt(time, image, start, meanVelocity);
        double first = image[axis], highest = state.Support[axis].To + time * state.Support[Dimension + axis].To, density = 0;
        for (int i = 0; density == 0 && (i == 0 || image[axis] < highest); i++)
        {
            density = FirstOccupied(time, image, start, axis + 1, meanVelocity);
            image[axis] = first + (i + 1) * Domain.Period(axis);
        }

        image[axis] = first;
        return density;
    }
}

using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>u0(x) = (A sin(k x_0), 0, ..): a shear of the first coordinate, whose characteristics first cross at 1/|A k|.</summary>
public sealed record SineField : IVelocityField
{
    private const int Iterations = 200;

    /// <summary>The field of an amplitude A and a wavenumber k = 2 pi / L.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amplitude is not finite, or the wavenumber is not positive and finite.</exception>
    public SineField(double amplitude, double wavenumber)
    {
        if (!double.IsFinite(amplitude)) throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude, "An amplitude is finite.");
        if (!(wavenumber > 0 && double.IsFinite(wavenumber)))
            throw new ArgumentOutOfRangeException(nameof(wavenumber), wavenumber, "A wavenumber is positive and finite.");
        (Amplitude, Wavenumber) = (amplitude, wavenumber);
    }

    /// <summary>A.</summary>
    public double Amplitude { get; }

    /// <summary>k = 2 pi / L.</summary>
    public double Wavenumber { get; }

    /// <inheritdoc/>
    public string Name => "sine";

    /// <inheritdoc/>
    public double CrossingTime => 1 / Math.Abs(Amplitude * Wavenumber);

    /// <inheritdoc/>
    public void At(ReadOnlySpan<double> x, Span<double> u)
    {
        u[..x.Length].Clear();
        u[0] = Amplitude * Math.Sin(Wavenumber * x[0]);
    }

    /// <inheritdoc/>
    public void Start(double time, ReadOnlySpan<double> position, Span<double> start)
    {
        position.CopyTo(start);
        double target = position[0], reach = Math.Abs(time * Amplitude), low = target - reach, high = target + reach, x = target;
        // Newton's step when it stays between the brackets, else bisection: near the crossing the slope almost vanishes.
        for (int i = 0; i < Iterations; i++)
        {
            double excess = x + time * Amplitude * Math.Sin(Wavenumber * x) - target;
            if (excess == 0) break;
            if (excess > 0) high = x;
            else low = x;
            double next = x - excess / (1 + time * Amplitude * Wavenumber * Math.Cos(Wavenumber * x));
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (next == x || !(next > low && next < high)) break;
            x = next;
        }

        start[0] = x;
    }

    /// <inheritdoc/>
    public double Jacobian(double time, ReadOnlySpan<double> start) => 1 + time * Amplitude * Wavenumber * Math.Cos(Wavenumber * start[0]);

    /// <inheritdoc/>
    public ImmutableArray<(double From, double To)> Range(ImmutableArray<(double From, double To)> box)
    {
        double lower = Wavenumber * box[0].From, upper = Wavenumber * box[0].To;
        double low = Math.Min(Math.Sin(lower), Math.Sin(upper)), high = Math.Max(Math.Sin(lower), Math.Sin(upper));
        if (Holds(0.5 * Math.PI)) high = 1;
        if (Holds(-0.5 * Math.PI)) low = -1;
        (double From, double To) first = Amplitude >= 0 ? (Amplitude * low, Amplitude * high) : (Amplitude * high, Amplitude * low);
        return [first, .. Enumerable.Repeat((0.0, 0.0), box.Length - 1)];

        bool Holds(double phase) => phase + 2 * Math.PI * Math.Ceiling((lower - phase) / (2 * Math.PI)) <= upper;
    }

    /// <inheritdoc/>
    public bool IsPeriodicOn(Torus torus)
    {
        ArgumentNullException.ThrowIfNull(torus);
        double waves = Wavenumber * torus.Period(0) / (2 * Math.PI);
        return Math.Round(waves) >= 1 && Math.Abs(waves - Math.Round(waves)) <= 1e-12 * waves;
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>rho and rho u at the start, middle and end of every step of a sheet, and any characteristic of these fields.</summary>
/// <remarks>In a step the fields are the parabola in time through its three instants; characteristics take the classical Runge-Kutta step
/// that the sheet's own nodes took.</remarks>
internal sealed class SheetHistory
{
    private readonly List<double> times = [];
    private readonly List<PositionField> fields = [];

    /// <summary>The last time.</summary>
    public double LastTime => times[^1];

    /// <summary>Keeps a copy of the fields of an instant: start, middle, start, middle, .., end.</summary>
    public void Add(double time, PositionField field)
    {
        if (times.Count > 0 && time <= times[^1]) return; // the start of a step is the end of the one before
        times.Add(time);
        fields.Add(field.Clone());
    }

    /// <summary>rho and rho u at a time and position.</summary>
    public (double Density, double Momentum) At(double time, double position)
    {
        int step = StepAt(time);
        return step < 0 ? fields[0].At(position) : At(step, Place(step, time), position);
    }

    /// <summary>Carries points forwards along the characteristics, and velocities across the line where these are asked for.</summary>
    /// <param name="from">Where the points are.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="domain">Where positions live.</param>
    /// <param name="positions">Positions, replaced.</param>
    /// <param name="velocities">Velocities, replaced.</param>
    /// <param name="contraction">The factor of a velocity across, replaced; empty if nobody asks.</param>
    /// <param name="travel">The way of a velocity across, replaced; empty likewise.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public void Advance(
        double from, double to, double gamma, Domain domain, double[] positions, double[] velocities, Span<double> contraction, Span<double> travel, CancellationToken cancellation)
    {
        for (int step = StepAt(from); step >= 0 && 2 * step + 2 < times.Count && times[2 * step] < to; step++)
        {
            double start = Math.Max(from, times[2 * step]), end = Math.Min(to, times[2 * step + 2]);
            if (end <= start) continue;
            cancellation.ThrowIfCancellationRequested();
            (double a, double b) = (Place(step, start), Place(step, end));
            for (int i = 0; i < positions.Length; i++)
            {
                StageDensities density = Carry(step, a, b, end - start, gamma, ref positions[i], ref velocities[i]);
                positions[i] = domain.Wrap(positions[i], 0);
                if (!contraction.IsEmpty) density.Across(end - start, gamma).Follow(ref contraction[i], ref travel[i]);
            }
        }
    }

    /// <summary>Follows the characteristic through a point back to time 0.</summary>
    /// <returns>Its label, the position on the whole line, and the integral of rho along it.</returns>
    public (double Position, double Velocity, double Exposure) Origin(double time, double position, double velocity, double gamma)
    {
        double exposure = 0;
        for (int step = StepAt(time); step >= 0; step--)
        {
            double start = Math.Min(time, times[2 * step + 2]), end = times[2 * step];
            if (start > end) exposure += Carry(step, Place(step, start), 0, end - start, gamma, ref position, ref velocity).Integral(end - start);
        }

        return (position, velocity, -exposure);
    }

    // The step that holds a time; -1 where there is none yet.
    private int StepAt(double time)
    {
        int index = times.BinarySearch(time);
        if (index < 0) index = ~index - 1;
        return Math.Min(index, times.Count - 3) / 2 is var step && times.Count >= 3 ? step : -1;
    }

    private double Place(int step, double time) => (time - times[2 * step]) / (times[2 * step + 2] - times[2 * step]);

    private (double Density, double Momentum) At(int step, double place, double position)
    {
        if (place == 0) return fields[2 * step].At(position);
        if (place == 0.5) return fields[2 * step + 1].At(position);
        if (place == 1) return fields[2 * step + 2].At(position);
        double w0 = (1 - place) * (1 - 2 * place), w1 = 4 * place * (1 - place), w2 = place * (2 * place - 1);
        (double d0, double m0) = fields[2 * step].At(position);
        (double d1, double m1) = fields[2 * step + 1].At(position);
        (double d2, double m2) = fields[2 * step + 2].At(position);
        return (Math.Max(0, w0 * d0 + w1 * d1 + w2 * d2), w0 * m0 + w1 * m1 + w2 * m2);
    }

    private StageDensities Carry(int step, double from, double to, double h, double gamma, ref double position, ref double velocity)
    {
        double middle = 0.5 * (from + to), x = position, v = velocity;
        (double d1, double m1) = At(step, from, x);
        double a1 = -gamma * (d1 * v - m1), v2 = v + h / 2 * a1;
        (double d2, double m2) = At(step, middle, x + h / 2 * v);
        double a2 = -gamma * (d2 * v2 - m2), v3 = v + h / 2 * a2;
        (double d3, double m3) = At(step, middle, x + h / 2 * v2);
        double a3 = -gamma * (d3 * v3 - m3), v4 = v + h * a3;
        (double d4, double m4) = At(step, to, x + h * v3);
        double a4 = -gamma * (d4 * v4 - m4);
        position = x + h / 6 * (v + 2 * v2 + 2 * v3 + v4);
        velocity = v + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        return new StageDensities(d1, d2, d3, d4);
    }

    // rho at the four stages of a Runge-Kutta step along one characteristic.
    private readonly record struct StageDensities(double D1, double D2, double D3, double D4)
    {
        public double Integral(double h) => h / 6 * (D1 + 2 * D2 + 2 * D3 + D4);

        public TransverseStep Across(double h, double gamma) => TransverseStep.RungeKutta(h, gamma * D1, gamma * D2, gamma * D3, gamma * D4);
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of (1.3) on the circle that is carried by its characteristics alone, for data that no grid of phase space holds: mono-kinetic states past the first crossing, waves as short as eps.</summary>
/// <remarks>A large, evenly spread sample of f0 is carried by the exact sub-flows (half a flight, contraction towards u at fixed x, half a flight) and deposits rho and rho u by tents on the nodes of a circle at each half step; the
/// same tents interpolate, so that the sample's momentum is conserved to the order of the step. Where characteristics have crossed f is a curve with folds, at which rho is infinite and integrable: the tents average over a cell, which is the error of the fields.
/// A flock of d > 1 whose data depend on the first coordinate alone has the same fields; its other velocities, of mean zero, contract at the same rate.</remarks>
public sealed class CircleFlow
{
    private readonly double[] x, v, rho, momentum;
    private readonly double length, gamma, density;

    /// <summary>The flow at time 0.</summary>
    /// <param name="initial">f0, d = 1; positions are wrapped onto the circle.</param>
    /// <param name="length">The circle's length.</param>
    /// <param name="gamma">gamma, not negative.</param>
    /// <param name="density">The mean of rho over the circle; 1/length for a probability on it.</param>
    /// <param name="samples">The size of the sample.</param>
    /// <param name="cells">The nodes on the circle, at least 2.</param>
    /// <exception cref="ArgumentException">f0 is not of d = 1.</exception>
    public CircleFlow(InitialState initial, double length, double gamma, double density, int samples, int cells)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 2);
        if (initial.Dimension != 1) throw new ArgumentException("The flow is solved for d = 1.", nameof(initial));
        (this.length, this.gamma, this.density) = (length, gamma, density);
        (x, v, rho, momentum) = (new double[samples], new double[samples], new double[cells], new double[cells]);
        var sequence = new KroneckerSequence(initial.UniformsPerParticle);
        double[] point = new double[initial.UniformsPerParticle], position = new double[1], velocity = new double[1];
        for (int i = 0; i < samples; i++)
        {
            sequence.Next(point);
            initial.Map(point, position, velocity);
            (x[i], v[i]) = (position[0], velocity[0]);
        }
    }

    /// <summary>The time at which the flow is.</summary>
    public double Time { get; private set; }

    /// <summary>int v^2 f over int f.</summary>
    public double Energy
    {
        get
        {
            var sum = default(CompensatedSum);
            foreach (double value in v) sum.Add(value * value);
            return sum.Value / v.Length;
        }
    }

    /// <summary>One step of the solution, and of points on their characteristics.</summary>
    /// <param name="time">The end of the step, after <see cref="Time"/>.</param>
    /// <param name="passengers">Points at <see cref="Time"/>, replaced: x along the circle, and v along the circle with any other components, whose mean is zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not after <see cref="Time"/>.</exception>
    public void StepTo(double time, IReadOnlyList<(double[] Positions, double[][] Velocities)> passengers)
    {
        ArgumentNullException.ThrowIfNull(passengers);
        if (!(time > Time)) throw new ArgumentOutOfRangeException(nameof(time), time, $"The flow is at {Time}.");
        double step = time - Time;
        Drift(x, v, step / 2);
        Deposit();
        for (int i = 0; i < x.Length; i++) v[i] = Contract(x[i], v[i], step, out _);
        Drift(x, v, step / 2);
        for (int p = 0; p < passengers.Count; p++)
        {
            (double[] positions, double[][] velocities) = passengers[p];
            Drift(positions, velocities[0], step / 2);
            for (int i = 0; i < positions.Length; i++)
            {
                velocities[0][i] = Contract(positions[i], velocities[0][i], step, out double factor);
                for (int axis = 1; axis < velocities.Length; axis++) velocities[axis][i] *= factor;
            }

            Drift(positions, velocities[0], step / 2);
        }

        Time = time;
    }

    private void Drift(double[] positions, double[] velocities, double step)
    {
        for (int i = 0; i < positions.Length; i++)
        {
            double moved = positions[i] + step * velocities[i];
            positions[i] = moved - length * Math.Floor(moved / length);
        }
    }

    private void Deposit()
    {
        Array.Clear(rho);
        Array.Clear(momentum);
        double mass = density * rho.Length / x.Length; // of a sample point over a cell's width
        for (int i = 0; i < x.Length; i++)
        {
            (int node, int next, double share) = Node(x[i]);
            rho[node] += mass * (1 - share);
            rho[next] += mass * share;
            momentum[node] += mass * (1 - share) * v[i];
            momentum[next] += mass * share * v[i];
        }
    }

    // The node below a coordinate, the next one, and the share of the next.
    private (int Node, int Next, double Share) Node(double position)
    {
        double place = position / length * rho.Length, floor = Math.Floor(place);
        int node = (int)floor;
        if (node >= rho.Length) node -= rho.Length;
        return (node, node + 1 == rho.Length ? 0 : node + 1, place - floor);
    }

    // u + e^(-gamma rho h) (v - u).
    private double Contract(double position, double velocity, double step, out double factor)
    {
        (int node, int next, double share) = Node(position);
        double here = (1 - share) * rho[node] + share * rho[next];
        factor = Math.Exp(-gamma * here * step);
        if (here <= 0) return velocity;
        double mean = ((1 - share) * momentum[node] + share * momentum[next]) / here;
        return mean + factor * (velocity - mean);
    }
}

using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of (1.3) in the plane, free space, over long times, when the flock flies apart: rho and rho u on a grid that grows with it, f by its characteristics.</summary>
/// <remarks>A grid of phase space would have to hold a box of side t with the structure of width 1/t in v. Here a large, evenly spread sample of f0 is carried by the exact sub-flows (half a flight, contraction towards u at
/// fixed x, half a flight), and deposits rho and rho u bilinearly on cells of x / (1 + t) at each half step. Steps are equal in log(1 + t). The same bilinear weights interpolate, so that the sample's momentum is conserved to first order
/// in the step. Backwards the sub-flows are exact too, and f(t, z) = f0(Z(0)) exp(2 gamma int rho) (the paper's (3.11)) needs no grid in v.</remarks>
public sealed class DispersingFlow
{
    private const int Dimension = 2;
    private readonly ImmutableArray<Layer> layers;

    private DispersingFlow(InitialState initial, double gamma, ImmutableArray<Layer> layers) => (Initial, Gamma, this.layers) = (initial, gamma, layers);

    /// <summary>f0.</summary>
    public InitialState Initial { get; }

    /// <summary>gamma of (1.3).</summary>
    public double Gamma { get; }

    /// <summary>The times at which characteristics can start and end: the ends of the steps, 0 first.</summary>
    public IEnumerable<double> Times => layers.Select(layer => layer.To).Prepend(0);

    /// <summary>Solves from 0 through the given times.</summary>
    /// <param name="initial">f0 with a density, d = 2.</param>
    /// <param name="gamma">gamma of (1.3), not negative.</param>
    /// <param name="times">Times at which steps end, ascending from above 0.</param>
    /// <param name="samples">The size of the sample that carries the fields.</param>
    /// <param name="cells">Cells of x / (1 + t) along each axis.</param>
    /// <param name="step">The longest step of log(1 + t).</param>
    /// <exception cref="ArgumentException">f0 is not of d = 2 or has no density.</exception>
    public static DispersingFlow Solve(InitialState initial, double gamma, IReadOnlyList<double> times, int samples = 1 << 18, int cells = 64, double step = 0.02)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(times);
        if (initial.Dimension != Dimension || !initial.HasDensity) throw new ArgumentException("The flow is solved for a density in the plane.", nameof(initial));
        double radius = initial.Support.Max(side => Math.Max(Math.Abs(side.From), Math.Abs(side.To)));
        double[][] x = [new double[samples], new double[samples]], v = [new double[samples], new double[samples]];
        Sample(initial, x, v);
        var layers = ImmutableArray.CreateBuilder<Layer>();
        double now = 0;
        foreach (double time in times)
        {
            int steps = (int)Math.Ceiling(Math.Log((1 + time) / (1 + now)) / step);
            double growth = Math.Pow((1 + time) / (1 + now), 1.0 / steps);
            for (int n = 1; n <= steps; n++)
            {
                double next = n == steps ? time : (1 + now) * growth - 1;
                Drift(x, v, (next - now) / 2);
                double reach = (1 + (now + next) / 2) * radius;
                var layer = new Layer(now, next, reach, cells, Deposit(x, v, reach, cells));
                layers.Add(layer);
                for (int i = 0; i < samples; i++) Contract(layer, gamma, x, v, i, 1);
                Drift(x, v, (next - now) / 2);
                now = next;
            }
        }

        return new DispersingFlow(initial, gamma, layers.ToImmutable());
    }

    /// <summary>Carries points along the characteristics from one of <see cref="Times"/> to a later one.</summary>
    /// <param name="from">A time of the flow.</param>
    /// <param name="to">Another, not before it.</param>
    /// <param name="positions">x: one array per axis, replaced.</param>
    /// <param name="velocities">v, likewise.</param>
    public void Advance(double from, double to, double[][] positions, double[][] velocities)
    {
        foreach (Layer layer in layers.Where(layer => layer.From >= from && layer.To <= to))
        {
            double half = (layer.To - layer.From) / 2;
            Drift(positions, velocities, half);
            for (int i = 0; i < positions[0].Length; i++) Contract(layer, Gamma, positions, velocities, i, 1);
            Drift(positions, velocities, half);
        }
    }

    /// <summary>f(t, x, v) for many points at one of <see cref="Times"/>: traced back to f0.</summary>
    /// <param name="time">A time of the flow.</param>
    /// <param name="positions">x: one array per axis; left as the starts of the characteristics at time 0.</param>
    /// <param name="velocities">v, likewise.</param>
    public double[] Density(double time, double[][] positions, double[][] velocities)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(velocities);
        var growth = new double[positions[0].Length];
        foreach (Layer layer in layers.Where(layer => layer.To <= time).Reverse())
        {
            double half = (layer.To - layer.From) / 2;
            Drift(positions, velocities, -half);
            for (int i = 0; i < growth.Length; i++) growth[i] += Dimension * Contract(layer, Gamma, positions, velocities, i, -1);
            Drift(positions, velocities, -half);
        }

        return [.. growth.Select((g, i) => Math.Exp(g) * Initial.Density([positions[0][i], positions[1][i]], [velocities[0][i], velocities[1][i]]))];
    }

    private static void Sample(InitialState initial, double[][] x, double[][] v)
    {
        var sequence = new KroneckerSequence(initial.UniformsPerParticle);
        double[] point = new double[initial.UniformsPerParticle], position = new double[Dimension], velocity = new double[Dimension];
        for (int i = 0; i < x[0].Length; i++)
        {
            sequence.Next(point);
            initial.Map(point, position, velocity);
            (x[0][i], x[1][i], v[0][i], v[1][i]) = (position[0], position[1], velocity[0], velocity[1]);
        }
    }

    private static void Drift(double[][] x, double[][] v, double time)
    {
        for (int axis = 0; axis < Dimension; axis++)
            for (int i = 0; i < x[axis].Length; i++) x[axis][i] += time * v[axis][i];
    }

    // rho, rho u_0 and rho u_1 on nodes at the centres of cells x cells over [-reach, reach]^2.
    private static double[][] Deposit(double[][] x, double[][] v, double reach, int cells)
    {
        double[][] fields = [new double[cells * cells], new double[cells * cells], new double[cells * cells]];
        double width = 2 * reach / cells, mass = 1 / (x[0].Length * width * width);
        for (int i = 0; i < x[0].Length; i++)
        {
            (int row, double a) = Node(x[0][i], reach, width, cells);
            (int column, double b) = Node(x[1][i], reach, width, cells);
            int corner = row * cells + column;
            Add(corner, (1 - a) * (1 - b));
            Add(corner + 1, (1 - a) * b);
            Add(corner + cells, a * (1 - b));
            Add(corner + cells + 1, a * b);

            void Add(int node, double share)
            {
                fields[0][node] += mass * share;
                fields[1][node] += mass * share * v[0][i];
                fields[2][node] += mass * share * v[1][i];
            }
        }

        return fields;
    }

    // The node below a coordinate and the share of the next; beyond the grid the outermost.
    private static (int Node, double Share) Node(double x, double reach, double width, int cells)
    {
        double place = Math.Clamp((x + reach) / width - 0.5, 0, cells - 1);
        int node = Math.Min((int)place, cells - 2);
        return (node, place - node);
    }

    // v -> u + e^(-s gamma rho h) (v - u), s = 1 forwards and -1 backwards; gives gamma rho h.
    private static double Contract(Layer layer, double gamma, double[][] x, double[][] v, int i, int sign)
    {
        double reach = layer.Reach, width = 2 * reach / layer.Cells;
        if (Math.Abs(x[0][i]) >= reach || Math.Abs(x[1][i]) >= reach) return 0;
        (int row, double a) = Node(x[0][i], reach, width, layer.Cells);
        (int column, double b) = Node(x[1][i], reach, width, layer.Cells);
        int corner = row * layer.Cells + column;
        double density = At(0);
        if (density <= 0) return 0;
        double rate = gamma * density * (layer.To - layer.From), factor = Math.Exp(-sign * rate);
        double u0 = At(1) / density, u1 = At(2) / density;
        v[0][i] = u0 + factor * (v[0][i] - u0);
        v[1][i] = u1 + factor * (v[1][i] - u1);
        return rate;

        double At(int field)
        {
            double[] values = layer.Fields[field];
            return (1 - a) * ((1 - b) * values[corner] + b * values[corner + 1]) + a * ((1 - b) * values[corner + layer.Cells] + b * values[corner + layer.Cells + 1]);
        }
    }

    private sealed record Layer(double From, double To, double Reach, int Cells, double[][] Fields);
}

using System.Collections.Concurrent;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Comparison;

/// <summary>What the sample of starts does to the mean of a statistic by way of the fields, to first order in N^(-1/2), over a flock that is even along all axes but the first (<see cref="Slab"/>): a control variate.</summary>
/// <remarks>The particles feel the fields of their own sample, and rho_N - rho, which is of order N^(-1/2), changes the mean of phi by a term linear in it, sum_i h(Z_i(0)) / N with int h f0 = 0. In a flock at rest that is even along all axes the
/// energy has none of it; elsewhere it is far larger than the scatter of the encounters, and its own mean is zero exactly. h is found in a basis of functions b of (x_0, v_0), orthonormal under f0: (h, b) is the derivative by s of the
/// mean of phi over f0 when the fields are those of (1 + s b) f0, a difference quotient of solutions on the line of a thousand starts by quadrature. Waves across are of first order in no mean. Whatever the accuracy of h, its mean over f0 is zero,
/// so that subtracting it takes scatter away and leaves the expectation.
/// Safe to use from several threads at once.</remarks>
public sealed class FieldInfluence
{
    private const double Perturbation = 1e-3;
    private const int Steps = 32;

    private readonly Slab slab;
    private readonly Lazy<StartFunctions> functions;
    private readonly double gamma;
    private readonly ConcurrentDictionary<double, Lazy<double[][][]>> flows = new();
    private readonly ConcurrentDictionary<(double Time, string Statistic), Lazy<double[]>> shares = new();

    /// <summary>The influence over a flock.</summary>
    /// <param name="slab">The flock.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    public FieldInfluence(Slab slab, double gamma)
    {
        ArgumentNullException.ThrowIfNull(slab);
        (this.slab, this.gamma) = (slab, gamma);
        functions = new Lazy<StartFunctions>(() => new StartFunctions(slab));
    }

    /// <summary>(1/N) sum h(Z_i(0)), of expectation zero over independent starts.</summary>
    /// <param name="start">The particles at time 0.</param>
    /// <param name="statistic">phi.</param>
    /// <param name="time">When its mean is taken.</param>
    /// <exception cref="ArgumentException">The particles have another dimension than the flock.</exception>
    public double Mean(ParticleState start, PhaseStatistic statistic, double time)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(statistic);
        if (start.Dimension != slab.Torus.Dimension) throw new ArgumentException($"The flock has dimension {slab.Torus.Dimension}, the particles {start.Dimension}.", nameof(start));
        if (time == 0 || gamma == 0) return 0;
        double[] share = shares.GetOrAdd((time, statistic.Name), key => new Lazy<double[]>(() => Shares(statistic, key.Time))).Value;
        double[] means = functions.Value.Means(start.Positions[0], start.Velocities[0]);
        double sum = 0;
        for (int k = 0; k < share.Length; k++) sum += share[k] * means[k];
        return sum;
    }

    // (h, b) of each function b.
    private double[] Shares(PhaseStatistic statistic, double time)
    {
        double[][][] states = flows.GetOrAdd(time, t => new Lazy<double[][][]>(() => Flows(t))).Value;
        StartLabel[] labels = functions.Value.Labels;
        (double[] Velocity, double Weight)[][] across = [.. slab.Components.Select(component => Across(component.State))];
        double[] means = new double[states.Length];
        Parallel.For(0, states.Length, k => means[k] = MeanOver(states[k]));
        return [.. Enumerable.Range(0, functions.Value.Count).Select(k => (means[2 * k] - means[2 * k + 1]) / (2 * Perturbation))];

        double MeanOver(double[][] state)
        {
            double[] x = new double[slab.Torus.Dimension], v = new double[slab.Torus.Dimension];
            double sum = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                (x[0], v[0]) = (state[0][i], state[1][i]);
                foreach ((double[] relative, double weight) in across[labels[i].Component])
                {
                    for (int k = 1; k < v.Length; k++) v[k] = slab.Mean[k - 1] + state[2][i] * relative[k - 1];
                    sum += labels[i].Weight * weight * statistic.Value(slab.Torus, x, v);
                }
            }

            return sum;
        }
    }

    // The starts at a time, in the fields of (1 + s b) f0 and of (1 - s b) f0 for each b.
    private double[][][] Flows(double time)
    {
        StartFunctions basis = functions.Value;
        var flow = new StartFlow(slab, basis.Labels, gamma);
        double[][][] states = new double[2 * basis.Count][][];
        Parallel.For(0, states.Length, k =>
        {
            double[] function = basis.AtLabels(k / 2);
            double size = k % 2 == 0 ? Perturbation : -Perturbation;
            states[k] = flow.Carry([.. basis.Labels.Select((label, i) => label.Weight * (1 + size * function[i]))], time, Steps);
        });
        return states;
    }

    // The velocities across, about their mean, with their weights.
    private static (double[] Velocity, double Weight)[] Across(ProductState state)
    {
        IEnumerable<(double[] Velocity, double Weight)> points = [([], 1)];
        foreach (IMarginal law in state.Velocities[1..])
            points = [.. from point in points from node in GaussLegendre.Nodes(law.From, law.To, 1) select ((double[])[.. point.Velocity, node.Node - law.Mean], point.Weight * node.Weight * law.Density(node.Node))];
        return [.. points];
    }
}

using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Integrals over the starts (x_0, v_0) of a flock's components: Gauss-Legendre panels over the support of each, so that integrals of what is smooth in the starts converge fast.</summary>
internal sealed class LabelQuadrature
{
    private const int Panels = 4, EdgePoints = 65;

    private readonly ITransverseFlow line;
    private readonly ImmutableArray<(double Weight, ProductState State)> components;

    public LabelQuadrature(ITransverseFlow line, ImmutableArray<(double Weight, ProductState State)> components) => (this.line, this.components) = (line, components);

    /// <summary>For each component the means of c^2 and of -log c at a time, c the contraction of velocities across.</summary>
    public ImmutableArray<(double Square, double Exposure)> Contractions(double time)
    {
        return [.. components.Select(Of)];

        (double Square, double Exposure) Of((double Weight, ProductState State) component)
        {
            (double Node, double Weight)[] along = Nodes(component.State.Positions[0]), across = Nodes(component.State.Velocities[0]);
            double[] contraction = Carry(time, [.. along.Select(point => point.Node)], [.. across.Select(point => point.Node)]).Contraction;
            double mass = 0, square = 0, exposure = 0;
            for (int i = 0; i < contraction.Length; i++)
            {
                double weight = along[i / across.Length].Weight * across[i % across.Length].Weight;
                mass += weight;
                square += weight * contraction[i] * contraction[i];
                exposure -= weight * Math.Log(contraction[i]);
            }

            return (square / mass, exposure / mass);
        }
    }

    /// <summary>sup |v| over the support at a time, from a lattice of starts that holds the edges.</summary>
    /// <param name="time">The time.</param>
    /// <param name="means">The mean velocity across, one number for each axis.</param>
    public double VelocityRadius(double time, ImmutableArray<double> means)
    {
        double largest = 0;
        foreach ((double _, ProductState state) in components)
        {
            (double[] velocity, double[] contraction) = Carry(time, Lattice(state.Positions[0]), Lattice(state.Velocities[0]));
            for (int i = 0; i < velocity.Length; i++)
            {
                double square = velocity[i] * velocity[i];
                for (int k = 0; k < means.Length; k++)
                {
                    IMarginal law = state.Velocities[k + 1];
                    double reach = Math.Max(Math.Abs(means[k] + contraction[i] * (law.From - means[k])), Math.Abs(means[k] + contraction[i] * (law.To - means[k])));
                    square += reach * reach;
                }

                largest = Math.Max(largest, square);
            }
        }

        return Math.Sqrt(largest);
    }

    private (double[] Velocity, double[] Contraction) Carry(double time, double[] positions, double[] velocities)
    {
        int count = positions.Length * velocities.Length;
        double[] x = new double[count], v = new double[count], contraction = new double[count], travel = new double[count];
        for (int i = 0; i < count; i++) (x[i], v[i]) = (line.Domain.Wrap(positions[i / velocities.Length], 0), velocities[i % velocities.Length]);
        line.Advance(0, time, x, v, contraction, travel);
        return (v, contraction);
    }

    private static (double Node, double Weight)[] Nodes(IMarginal law) =>
        [.. GaussLegendre.Nodes(law.From, law.To, Panels).Select(point => (point.Node, point.Weight * law.Density(point.Node)))];

    private static double[] Lattice(IMarginal law) => [.. Enumerable.Range(0, EdgePoints).Select(i => law.From + (law.To - law.From) * i / (EdgePoints - 1))];
}

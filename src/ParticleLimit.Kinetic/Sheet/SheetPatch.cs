using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The labels (x0, v0) over the support of one component of f0: a grid of nodes and, between them, quads that carry the mass.</summary>
/// <remarks>f is a sum over components, each carried by the same flow, so that components may overlap.</remarks>
internal sealed class SheetPatch
{
    private SheetPatch(ProductState component, double weight, InitialState whole, SheetOptions options, int firstNode, int firstQuad)
    {
        (PositionCells, VelocityCells, FirstNode, FirstQuad) = (options.PositionCells, options.VelocityCells, firstNode, firstQuad);
        Positions = Nodes(component.Positions[0], PositionCells);
        Velocities = Nodes(component.Velocities[0], VelocityCells);
        Mass = new double[PositionCells * VelocityCells];
        Density = new double[Mass.Length];
        double area = (Positions[1] - Positions[0]) * (Velocities[1] - Velocities[0]);
        foreach ((ProductState other, double otherWeight) in Components(whole, 1))
        {
            double[] across = Probabilities(other.Positions[0], Positions), along = Probabilities(other.Velocities[0], Velocities);
            bool own = ReferenceEquals(other, component);
            for (int j = 0; j < VelocityCells; j++)
                for (int i = 0; i < PositionCells; i++)
                {
                    double mass = otherWeight * across[i] * along[j];
                    if (own) Mass[j * PositionCells + i] = mass;
                    Density[j * PositionCells + i] += mass / area;
                }
        }

        Weight = weight;
    }

    /// <summary>Quads along x0.</summary>
    public int PositionCells { get; }

    /// <summary>Quads along v0.</summary>
    public int VelocityCells { get; }

    /// <summary>Where its nodes begin in the arrays of all; node (i, j) is at FirstNode + j (PositionCells + 1) + i.</summary>
    public int FirstNode { get; }

    /// <summary>Where its quads begin in the arrays of all; quad (i, j) is at FirstQuad + j PositionCells + i.</summary>
    public int FirstQuad { get; }

    /// <summary>The mass of the component.</summary>
    public double Weight { get; }

    /// <summary>x0 of the nodes' columns.</summary>
    public double[] Positions { get; }

    /// <summary>v0 of the nodes' rows.</summary>
    public double[] Velocities { get; }

    /// <summary>The mass this component has in each quad, exact.</summary>
    public double[] Mass { get; }

    /// <summary>The mean of f0, all components together, over each quad.</summary>
    public double[] Density { get; }

    /// <summary>Nodes altogether.</summary>
    public int NodeCount => (PositionCells + 1) * (VelocityCells + 1);

    /// <summary>A patch for each component of an initial state.</summary>
    /// <exception cref="NotSupportedException">f0 is no product of two laws, nor a mixture of such.</exception>
    public static ImmutableArray<SheetPatch> Of(InitialState initial, SheetOptions options)
    {
        var patches = ImmutableArray.CreateBuilder<SheetPatch>();
        int nodes = 0, quads = 0;
        foreach ((ProductState component, double weight) in Components(initial, 1))
        {
            var patch = new SheetPatch(component, weight, initial, options, nodes, quads);
            patches.Add(patch);
            (nodes, quads) = (nodes + patch.NodeCount, quads + patch.Mass.Length);
        }

        return patches.ToImmutable();
    }

    /// <summary>Whether a sheet can be laid over an initial state.</summary>
    public static bool CanHold(InitialState initial) => initial.Dimension == 1 && initial switch
    {
        ProductState => true,
        MixtureState mixture => mixture.Components.All(CanHold),
        _ => false,
    };

    private static IEnumerable<(ProductState Component, double Weight)> Components(InitialState state, double weight) => state switch
    {
        ProductState product => [(product, weight)],
        MixtureState mixture => mixture.Components.Zip(mixture.Weights).SelectMany(pair => Components(pair.First, weight * pair.Second)),
        _ => throw new NotSupportedException("The phase-space sheet needs an initial state with a density: a product of a position and a velocity law, or a mixture of such."),
    };

    private static double[] Nodes(IMarginal law, int cells) => [.. Enumerable.Range(0, cells + 1).Select(i => law.From + (law.To - law.From) * i / cells)];

    private static double[] Probabilities(IMarginal law, double[] nodes)
    {
        double[] below = [.. nodes.Select(law.Cdf)];
        return [.. Enumerable.Range(0, nodes.Length - 1).Select(i => Math.Max(0, below[i + 1] - below[i]))];
    }
}

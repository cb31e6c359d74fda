namespace ParticleLimit.Model;

/// <summary>The entropy and supremum of a mixture, which depend on how its components overlap.</summary>
internal static class MixtureExtremes
{
    private const int CellLimit = 1 << 20;
    private const int Panels = 6;

    public static (double Entropy, double Supremum) Of(MixtureState mixture)
    {
        if (!mixture.HasDensity) return (double.NaN, double.PositiveInfinity);
        if (AreDisjoint(mixture)) return Disjoint(mixture);
        if (mixture.Components.All(component => component is ProductState { IsUniform: true }) && Cells(mixture) <= CellLimit) return PiecewiseConstant(mixture);
        return (mixture.Dimension == 1 ? EntropyByQuadrature(mixture) : double.NaN, double.NaN);
    }

    private static bool AreDisjoint(MixtureState mixture)
    {
        for (int i = 0; i < mixture.Components.Length; i++)
            for (int j = 0; j < i; j++)
                if (mixture.Components[i].Support.Zip(mixture.Components[j].Support, (a, b) => a.To > b.From && b.To > a.From).All(overlap => overlap))
                    return false;
        return true;
    }

    private static (double Entropy, double Supremum) Disjoint(MixtureState mixture)
    {
        double entropy = 0, supremum = 0;
        for (int i = 0; i < mixture.Components.Length; i++)
        {
            double weight = mixture.Weights[i];
            entropy += weight * (Math.Log(weight) + mixture.Components[i].Entropy);
            supremum = Math.Max(supremum, weight * mixture.Components[i].Supremum);
        }

        return (entropy, supremum);
    }

    private static double[] Edges(MixtureState mixture, int axis) =>
        [.. mixture.Components.SelectMany(component => new[] { component.Support[axis].From, component.Support[axis].To }).Order().Distinct()];

    private static double Cells(MixtureState mixture) =>
        Enumerable.Range(0, 2 * mixture.Dimension).Aggregate(1.0, (product, axis) => product * (Edges(mixture, axis).Length - 1));

    private static (double Entropy, double Supremum) PiecewiseConstant(MixtureState mixture)
    {
        int d = mixture.Dimension;
        double[][] edges = [.. Enumerable.Range(0, 2 * d).Select(axis => Edges(mixture, axis))];
        double[] centre = new double[2 * d];
        double entropy = 0, supremum = 0;
        Visit(0, 1);
        return (entropy, supremum);

        void Visit(int axis, double volume)
        {
            if (axis == 2 * d)
            {
                double density = mixture.Density(centre.AsSpan(0, d), centre.AsSpan(d, d));
                if (density > 0) entropy += volume * density * Math.Log(density);
                supremum = Math.Max(supremum, density);
                return;
            }

            for (int i = 1; i < edges[axis].Length; i++)
            {
                centre[axis] = 0.5 * (edges[axis][i - 1] + edges[axis][i]);
                Visit(axis + 1, volume * (edges[axis][i] - edges[axis][i - 1]));
            }
        }
    }

    private static double EntropyByQuadrature(MixtureState mixture)
    {
        // Panels end where a component does: the density jumps there.
        (double Node, double Weight)[] Nodes(int axis)
        {
            double[] edges = Edges(mixture, axis);
            return [.. Enumerable.Range(1, edges.Length - 1).SelectMany(i => GaussLegendre.Nodes(edges[i - 1], edges[i], Panels))];
        }

        double entropy = 0;
        (double Node, double Weight)[] velocities = Nodes(1);
        foreach ((double x, double xWeight) in Nodes(0))
            foreach ((double v, double vWeight) in velocities)
            {
                double density = mixture.Density([x], [v]);
                if (density > 0) entropy += xWeight * vWeight * density * Math.Log(density);
            }

        return entropy;
    }
}

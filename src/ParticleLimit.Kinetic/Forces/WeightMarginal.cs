using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The law of one coordinate of a point whose density is psi / int psi in d dimensions, as points with probabilities.</summary>
internal sealed class WeightMarginal
{
    private const int Panels = 64, Bisections = 60;

    private readonly double[] places, probabilities;

    /// <summary>The marginal of a weight.</summary>
    public WeightMarginal(ICommunicationWeight weight, int dimension)
    {
        double radius = weight.SupportRadius;
        (double Node, double Weight)[] nodes = [.. GaussLegendre.Nodes(0, radius, Panels)];
        places = [.. nodes.Select(node => node.Node)];
        probabilities = [.. nodes.Select(node => node.Weight * Section(node.Node * node.Node))];
        double sum = probabilities.Sum();
        for (int k = 0; k < probabilities.Length; k++) probabilities[k] /= sum;
        Variance = Mean(z => z * z);

        // The integral over the other coordinates at a distance from the centre, up to a factor.
        double Section(double squared) => dimension switch
        {
            1 => weight.Value(squared),
            2 => GaussLegendre.Integrate(y => weight.Value(squared + y * y), 0, Math.Sqrt(radius * radius - squared), 1),
            3 => GaussLegendre.Integrate(square => weight.Value(squared + square), 0, radius * radius - squared, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension is 1, 2 or 3."),
        };
    }

    /// <summary>int z_1^2 psi dz / int psi dz.</summary>
    public double Variance { get; }

    /// <summary>The factor s by which the weight is to be shortened so that, put on the nodes of a lattice by linear interpolation, it has its variance again.</summary>
    /// <param name="spacing">The spacing of the lattice, in the units of the weight.</param>
    public double Shortening(double spacing)
    {
        // Within the first interval z^2 becomes |z| times the spacing.
        double shortest = Variance / (spacing * Mean(z => z));
        if (shortest * places[^1] <= spacing) return shortest;
        (double low, double high) = (0, 1);
        for (int n = 0; n < Bisections; n++)
        {
            double middle = 0.5 * (low + high);
            if (Mean(z => Interpolated(middle * z / spacing)) * spacing * spacing > Variance) high = middle;
            else low = middle;
        }

        return 0.5 * (low + high);

        static double Interpolated(double z)
        {
            double k = Math.Floor(z);
            return k * k + (z - k) * (2 * k + 1);
        }
    }

    private double Mean(Func<double, double> function)
    {
        double mean = 0;
        for (int k = 0; k < places.Length; k++) mean += probabilities[k] * function(places[k]);
        return mean;
    }
}

using System.Numerics.Tensors;

namespace ParticleLimit.Comparison;

/// <summary>A probability density projected on a line, by its cumulative distribution at evenly spaced nodes; between them it is linear.</summary>
/// <param name="From">The first node, where the distribution is 0.</param>
/// <param name="Step">The distance of nodes.</param>
/// <param name="Cumulative">The distribution at the nodes, up to 1 at the last.</param>
internal sealed record ProjectedDensity(double From, double Step, double[] Cumulative)
{
    /// <summary>The line turned round.</summary>
    public ProjectedDensity Mirrored => new(-(From + (Cumulative.Length - 1) * Step), Step, [.. Cumulative.Reverse().Select(value => 1 - value)]);

    /// <summary>The means of cos(r p) and sin(r p), for many r.</summary>
    /// <param name="radii">The values of r, positive.</param>
    /// <param name="transform">Receives cosine and sine for each.</param>
    public void Transform(double[] radii, Span<double> transform)
    {
        int bins = Cumulative.Length - 1;
        double[] masses = new double[bins], places = new double[bins], phases = new double[bins], waves = new double[bins];
        TensorPrimitives.Subtract(Cumulative.AsSpan(1), Cumulative.AsSpan(0, bins), masses);
        for (int bin = 0; bin < bins; bin++) places[bin] = From + (bin + 0.5) * Step;
        for (int k = 0; k < radii.Length; k++)
        {
            double half = radii[k] * Step / 2, damping = Math.Sin(half) / half;
            TensorPrimitives.Multiply(places, radii[k], phases);
            TensorPrimitives.Cos<double>(phases, waves);
            transform[2 * k] = damping * TensorPrimitives.Dot<double>(waves, masses);
            TensorPrimitives.Sin<double>(phases, waves);
            transform[2 * k + 1] = damping * TensorPrimitives.Dot<double>(waves, masses);
        }
    }
}

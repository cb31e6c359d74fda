using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Looks at all N (N - 1) / 2 pairs: the oracle of the other searches.</summary>
public sealed class BruteForce(Domain domain) : INeighbourSearch
{
    private readonly PointCloud points = new(domain);

    /// <inheritdoc/>
    public string Name => "brute-force";

    /// <inheritdoc/>
    public void VisitPairs<TVisitor>(double[][] positions, double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        points.Load(positions, cutoff);
        double squaredCutoff = cutoff * cutoff;
        switch (points.Dimension)
        {
            case 1: Visit<OneDimension, TVisitor>(squaredCutoff, ref visitor); break;
            case 2: Visit<TwoDimensions, TVisitor>(squaredCutoff, ref visitor); break;
            default: Visit<ThreeDimensions, TVisitor>(squaredCutoff, ref visitor); break;
        }
    }

    private void Visit<TDimension, TVisitor>(double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = i + 1; j < points.Count; j++)
            {
                double squared = points.SquaredDistance<TDimension>(i, j);
                if (squared < squaredCutoff) visitor.Visit(i, j, squared);
            }
        }
    }
}

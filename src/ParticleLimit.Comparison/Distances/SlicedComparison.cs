using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>Two clouds, or a cloud and a density, compared direction by direction: one sort a direction serves every sliced distance.</summary>
/// <remarks>Periodic axes go through <see cref="TorusEmbedding"/>. Directions are deterministic, and every sum is formed in their order,
/// so that the same clouds give the same bits whatever the number of threads.</remarks>
public sealed class SlicedComparison
{
    /// <summary>The directions of a sliced distance where nothing else is said.</summary>
    public const int DefaultDirections = 64;

    private readonly double[][] directions;
    private readonly SliceIntegrals[] slices;
    private readonly int firstCount;
    private readonly int? secondCount; // none for a density

    /// <summary>Projects and sorts both clouds in every direction; O(K (N + M)) for points without extreme outliers.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric, whose periods say which axes to embed.</param>
    /// <param name="directions">K.</param>
    /// <param name="threads">The most threads to use; each needs 16 bytes a point, 32 when there are weights.</param>
    /// <exception cref="ArgumentException">The dimensions differ, K is less than 1, or the number of threads is.</exception>
    public SlicedComparison(PointCloud a, PointCloud b, GroundMetric metric, int directions = DefaultDirections, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        PointCloud first = TorusEmbedding.Embed(a, metric), second = TorusEmbedding.Embed(b, metric);
        (firstCount, secondCount) = (a.Count, b.Count);
        this.directions = SphereDirections.Generate(first.Dimension, directions);
        slices = new SliceIntegrals[this.directions.Length];
        Parallel.For(0, slices.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => JointProjection.Of(first, second), (k, _, projection) =>
        {
            var integrals = new SliceIntegrals();
            projection.Visit(this.directions[k], ref integrals);
            slices[k] = integrals;
            return projection;
        }, static _ => { });
    }

    /// <summary>Projects and sorts a cloud in every direction, against a density of which no sample is taken.</summary>
    /// <param name="a">The cloud.</param>
    /// <param name="density">The density, d = 1.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="directions">K.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public SlicedComparison(PointCloud a, CellDensity density, GroundMetric metric, int directions = DefaultDirections, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        DensityWasserstein.CheckPlane(a, density, metric);
        PointCloud cloud = TorusEmbedding.Embed(a, metric);
        firstCount = a.Count;
        this.directions = SphereDirections.Generate(cloud.Dimension, directions);
        ImmutableArray<ProjectedDensity> projections = DensityProjector.Project(density, metric, directions, threads);
        slices = cloud.Weights is null ? Slices<EqualPoint>(cloud, projections, threads) : Slices<WeightedPoint>(cloud, projections, threads);
    }

    /// <summary>The sliced W1: the mean over directions of W1 of the projections.</summary>
    public SlicedResult Wasserstein
    {
        get
        {
            (double mean, double error) = Average(slice => slice.Absolute);
            return new SlicedResult(mean, error, slices.Length);
        }
    }

    /// <summary>The largest W1 of a projection on one of the directions: a lower bound of W1, as no chord is longer than its arc.</summary>
    public double LargestWasserstein => slices.Max(slice => slice.Absolute);

    /// <summary>The direction of <see cref="LargestWasserstein"/>, in the embedded space.</summary>
    public IReadOnlyList<double> SteepestDirection => SteepestDirections(1)[0];

    /// <summary>The directions of the largest W1 of projections, in the embedded space, the largest first.</summary>
    /// <param name="count">How many, at most.</param>
    public double[][] SteepestDirections(int count) =>
        [.. Enumerable.Range(0, slices.Length).OrderByDescending(k => slices[k].Absolute).ThenBy(k => k).Take(count).Select(k => (double[])[.. directions[k]])];

    /// <summary>The energy distance: |z| = c_D E|theta . z| turns its square into 2 c_D E int (F_theta - G_theta)^2, a mean of nonnegative
    /// numbers in which nothing cancels; exact for one embedded axis.</summary>
    public SlicedResult Energy
    {
        get
        {
            (double mean, double error) = Average(slice => slice.Squared);
            double distance = Math.Sqrt(Factor * mean);
            return new SlicedResult(distance, distance == 0 ? 0 : Factor * error / (2 * distance), slices.Length);
        }
    }

    /// <summary>An estimate of the squared energy distance of f and g from N and M independent draws that is right on the average, and so may be negative:
    /// the square of <see cref="Energy"/> without E|X - X'| / N and E|Y - Y'| / M, where the draws give these means too.</summary>
    /// <param name="secondIsExact">The second cloud is g itself, or as good as: only the first one is a draw.</param>
    /// <exception cref="InvalidOperationException">A cloud that is a draw has a single point.</exception>
    public double UnbiasedEnergySquared(bool secondIsExact)
    {
        secondIsExact |= secondCount is null;
        if (firstCount == 1 || (secondCount == 1 && !secondIsExact)) throw new InvalidOperationException("The scatter of a single draw is unknown.");
        double squared = Factor * Average(slice => slice.Squared).Mean - Factor * Average(slice => slice.FirstSpread).Mean / (firstCount - 1);
        return secondIsExact ? squared : squared - Factor * Average(slice => slice.SecondSpread).Mean / (secondCount!.Value - 1);
    }

    /// <summary>sqrt(E|Y - Y'| / N), the root mean square of the energy distance of N independent draws of the second cloud's law from it: exact.</summary>
    public double EnergyFloor => Math.Sqrt(Factor * Average(slice => slice.SecondSpread).Mean / firstCount);

    private SliceIntegrals[] Slices<TPoint>(PointCloud cloud, ImmutableArray<ProjectedDensity> projections, int threads)
        where TPoint : unmanaged, IProjectedPoint<TPoint>
    {
        var integrals = new SliceIntegrals[directions.Length];
        Parallel.For(0, integrals.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ProjectedSort<TPoint>(cloud), (k, _, sort) =>
        {
            var walk = new DensityWalk<TPoint>(projections[k], 1.0 / cloud.Count);
            sort.Visit(directions[k], ref walk);
            integrals[k] = walk.Finish();
            return sort;
        }, static _ => { });
        return integrals;
    }

    private double Factor => 2 * EnergyDistance.ProjectionConstant(directions[0].Length);

    private (double Mean, double StandardError) Average(Func<SliceIntegrals, double> quantity) => DirectionAverage.Of(directions, Array.ConvertAll(slices, slice => quantity(slice)));
}

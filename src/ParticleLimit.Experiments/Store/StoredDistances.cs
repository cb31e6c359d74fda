using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The distances between what two files hold.</summary>
public sealed class StoredDistances
{
    /// <summary>The word for the distances of both marginals.</summary>
    public const string Marginals = "marginal-w1";

    private readonly StoredCloud a, b;
    private readonly CloudComparison comparison;
    private readonly CloudComparison? withDensity;
    private readonly CellDensity? density;
    private readonly PointCloud particles;
    private readonly Domain domain;
    private readonly int exactPoints;

    /// <summary>A comparison of two stored clouds.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="domain">Where positions live.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="exactPoints">The most points of both clouds for which w1, w2 and bounded-lipschitz are exact.</param>
    /// <param name="kernels">The length in the kernels of mmd, mmd-laplace and h-minus-s, and s; the usual ones if null.</param>
    /// <param name="resolution">Of w1 against a density, the boxes along the distance of neighbouring particles.</param>
    /// <param name="bracket">Of w1 against a density, the width of the bracket asked for as a part of the value, in place of a resolution.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or one cloud alone has velocities.</exception>
    public StoredDistances(StoredCloud a, StoredCloud b, Domain domain, int threads, int exactPoints, KernelSettings? kernels = null, double resolution = DensityWasserstein.DefaultResolution, double? bracket = null)
    {
        if (a.Dimension != b.Dimension || a.HasVelocities != b.HasVelocities)
            throw new ArgumentException($"A is {Kind(a)}, B {Kind(b)}: clouds to compare live in one space.");
        (this.a, this.b, this.domain, this.exactPoints) = (a, b, domain, exactPoints);
        bool ofLaw = a.IsOfLaw != b.IsOfLaw;
        (particles, PointCloud second) = a.IsOfLaw && ofLaw ? (b.Points, a.Points) : (a.Points, b.Points);
        comparison = new CloudComparison(particles, second, domain, threads, exactPoints, kernels: kernels, ofLaw: ofLaw);
        if ((a.Density is null) == (b.Density is null)) return;
        (particles, PointCloud centres, density) = a.Density is null ? (a.Points, b.Points, b.Density!) : (b.Points, a.Points, a.Density);
        if (!density.FitsIn(domain.Period(0))) return;
        withDensity = new CloudComparison(particles, centres, domain, threads, exactPoints, new ResolvedDensity(density, isConstantOnCells: true), kernels, toDensity: () => bracket is double width
            ? DensityWasserstein.Within(particles, density, Metric, width, threads: threads)
            : DensityWasserstein.Distance(particles, density, Metric, resolution, threads: threads));
    }

    /// <summary>The distances that a word names: itself, or for <see cref="Marginals"/> those of the marginals that there are.</summary>
    public IEnumerable<string> Named(string word)
    {
        if (word != Marginals) return [word];
        string of = a.Dimension == 1 ? "w1-" : "sliced-w1-";
        return a.HasVelocities ? [of + "position", of + "velocity"] : [of + "position"];
    }

    /// <summary>Refuses what does not exist for these clouds.</summary>
    /// <exception cref="ArgumentException">The measure is unknown, or does not exist for these clouds.</exception>
    public void Check(string measure) => comparison.Check(measure);

    /// <summary>One distance. Where one file holds a density, w1, w2, bounded-lipschitz, sliced-w1, energy-distance, h-minus-s, mmd and the marginals are of the one that is constant on its cells.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Check"/>.</exception>
    public DistanceResult Compute(string measure)
    {
        if (withDensity is not null && MeasureKind.NeedsDensity(measure)) return withDensity.Compute(measure);

        if (withDensity is not null && Marginal(measure) is (int axis, bool isKolmogorov)) return OfMarginal(measure, axis, isKolmogorov);

        DistanceResult points = comparison.Compute(measure);
        if ((a.IsOfLaw || b.IsOfLaw) && measure != "w1") points = points with { Method = points.Method + $"; of a sample of {FieldCloud.SampleSize} points for the density" };
        if (double.IsNaN(points.Lower) || (a.Cell is null && b.Cell is null)) return points;
        if (measure.StartsWith("kolmogorov", StringComparison.Ordinal) || measure == "l1-density")
            return points with { Lower = double.NaN, Upper = double.NaN, Method = points.Method + " for the cell centres" };
        double move = a.CellMove(measure) + b.CellMove(measure);
        return points with { Lower = Math.Max(points.Lower - move, 0), Upper = points.Upper + move, Method = points.Method + "; cell centres, bounds of the cells' density" };
    }

    /// <summary>The optimal transport of order 1 with its plan, for figures of it.</summary>
    /// <exception cref="ArgumentException">As for <see cref="CheckPlane"/>.</exception>
    public TransportResult Transport()
    {
        CheckPlane();
        return ExactTransport.Solve(a.Points, b.Points, Metric);
    }

    /// <summary>Refuses clouds whose plan cannot be drawn.</summary>
    /// <exception cref="ArgumentException">They are not of a plane (d = 1 with velocities, or d = 2 without), or have more points than an exact transport is wanted for.</exception>
    public void CheckPlane()
    {
        if (a.Points.Dimension != 2) throw new ArgumentException("A plan is drawn on a plane: for d = 1 with velocities, or d = 2 without.");
        if (a.Points.Count + b.Points.Count > exactPoints) throw new ArgumentException($"A plan needs an exact transport: both clouds together have {a.Points.Count + b.Points.Count} points, at most {exactPoints} are allowed.");
    }

    /// <summary>The ground metric of the clouds.</summary>
    public GroundMetric Metric => a.HasVelocities ? GroundMetric.ForPhaseSpace(domain) : GroundMetric.ForPositions(domain);

    private static (int Axis, bool IsKolmogorov)? Marginal(string measure) => measure switch
    {
        "w1-position" => (0, false),
        "w1-velocity" => (1, false),
        "kolmogorov-position" => (0, true),
        "kolmogorov-velocity" => (1, true),
        _ => null,
    };

    private DistanceResult OfMarginal(string measure, int axis, bool isKolmogorov)
    {
        (int countX, int countV) = (density!.Masses.GetLength(0), density.Masses.GetLength(1));
        var masses = new double[axis == 0 ? countX : countV];
        for (int i = 0; i < countX; i++)
            for (int j = 0; j < countV; j++) masses[axis == 0 ? i : j] += density.Masses[i, j];
        (double from, double width) = axis == 0 ? (density.PositionFrom, density.PositionStep) : (density.VelocityFrom, density.VelocityStep);
        var marginal = new MarginalDensity(from, width, masses, axis == 0 ? domain.Period(0) : double.PositiveInfinity);
        PointCloud cloud = particles.Marginal(axis, 1);
        double value = isKolmogorov ? marginal.Kolmogorov(cloud) : marginal.Wasserstein(cloud);
        return new DistanceResult(measure, value, value, value, $"exact against the marginal of {countX} x {countV} cells, on which the density is constant");
    }

    private static string Kind(StoredCloud cloud) => $"in d = {cloud.Dimension} {(cloud.HasVelocities ? "with" : "without")} velocities";
}

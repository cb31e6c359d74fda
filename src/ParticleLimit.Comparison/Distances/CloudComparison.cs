using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Two clouds and their distances by name; what several distances need is computed once.</summary>
/// <remarks>The same clouds, points in the same order, give the same bits, whatever the number of threads. Not for use by several threads at a time.</remarks>
public sealed class CloudComparison
{
    // Enough for brackets of 3 to 7%: a quarter of a second for 1e4 particles, and two for what is too many.
    private const double Resolution = 4;
    private const int MostBoxes = 1 << 20;

    private readonly PointCloud a, b;
    private readonly ResolvedDensity? density;
    private readonly KernelSettings kernels;
    private readonly bool ofLaw;
    private readonly Func<DistanceResult>? toDensity;
    private readonly int threads, exactPoints, d;
    private readonly GroundMetric positions, whole;
    private SlicedComparison? sliced;

    /// <summary>A comparison of clouds of phase space (2d axes), or of positions alone (d axes).</summary>
    /// <param name="a">The first cloud, the particles.</param>
    /// <param name="b">The second cloud, the reference.</param>
    /// <param name="domain">Where positions live; its dimension is d.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="exactPoints">The most points of both clouds together for which w1, w2 and bounded-lipschitz are exact; they have bounds for more.</param>
    /// <param name="density">The density for which the second cloud stands, d = 1: w1 and w2, sliced distances and those of kernels are of it.</param>
    /// <param name="kernels">The length in the kernels of mmd, mmd-laplace and h-minus-s, and s; the usual ones if null.</param>
    /// <param name="ofLaw">The second cloud is a low-discrepancy sample, and w1 and w2 are of its law where there is no density.</param>
    /// <param name="toDensity">w1 against the density, where it is wanted more exactly than for many runs.</param>
    /// <exception cref="ArgumentException">The clouds have neither d nor 2d axes, or there is no thread.</exception>
    public CloudComparison(PointCloud a, PointCloud b, Domain domain, int threads = 1, int exactPoints = PhaseSpaceWasserstein.ExactPoints,
        ResolvedDensity? density = null, KernelSettings? kernels = null, bool ofLaw = false, Func<DistanceResult>? toDensity = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        d = domain.Dimension;
        if (a.Dimension != b.Dimension || (a.Dimension != d && a.Dimension != 2 * d))
            throw new ArgumentException($"Clouds of {a.Dimension} and {b.Dimension} axes do not live over a domain of dimension {d}: {d} or {2 * d} axes do.", nameof(a));
        (this.a, this.b, this.threads, this.exactPoints, this.density, this.kernels, this.ofLaw, this.toDensity) = (a, b, threads, exactPoints, density, kernels ?? new KernelSettings(), ofLaw, toDensity);
        positions = GroundMetric.ForPositions(domain);
        whole = a.Dimension == d ? positions : GroundMetric.ForPhaseSpace(domain);
    }

    private SlicedComparison Sliced => sliced ??= density is null ? new SlicedComparison(a, b, whole, threads: threads) : new SlicedComparison(a, density.Finest, whole, threads: threads);

    /// <summary>Refuses what <see cref="Compute"/> would.</summary>
    /// <param name="measure">One of <see cref="Distances.Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown, or the measure does not exist for these clouds.</exception>
    public void Check(string measure)
    {
        if (!Distances.Names.Contains(measure)) throw new ArgumentException($"There is no distance \"{measure}\"; there are {string.Join(", ", Distances.Names)}.", nameof(measure));
        if (measure == "h-minus-s") _ = kernels.OrderIn(whole);
        if (measure == "l1-density" && d > 1) throw new ArgumentException($"\"{measure}\" is for d = 1.", nameof(measure));
        if (!IsMarginal(measure, out bool velocity, out bool isSliced)) return;
        if (velocity && a.Dimension == d) throw new ArgumentException($"\"{measure}\" needs velocities, and the clouds are of positions alone.", nameof(measure));
        if (measure.StartsWith("kolmogorov", StringComparison.Ordinal))
        {
            if (d > 1) throw new ArgumentException($"\"{measure}\" is for d = 1.", nameof(measure));
            return;
        }

        if (isSliced != d > 1)
            throw new ArgumentException($"\"{measure}\" is for d {(isSliced ? "> 1" : "= 1")}; in d = {d} it is \"{(isSliced ? measure["sliced-".Length..] : "sliced-" + measure)}\".", nameof(measure));
    }

    /// <summary>One distance.</summary>
    /// <param name="measure">One of <see cref="Distances.Names"/>.</param>
    /// <exception cref="ArgumentException">The name is unknown, or the measure does not exist for these clouds.</exception>
    public DistanceResult Compute(string measure)
    {
        Check(measure);
        return measure switch
        {
            "w1" when density is not null => toDensity?.Invoke() ?? DensityWasserstein.Distance(a, density.For(a.Count), whole, Resolution, MostBoxes, threads),
            "w1" when a.Dimension == 1 => Marginal("w1-position") with { Measure = measure },
            "w1" when ofLaw => PhaseSpaceWasserstein.DistanceToLaw(a, b, whole, threads: threads),
            "w1" => Transport(measure, new GroundCost(1)),
            "sliced-w1" => Named(measure, Sliced.Wasserstein, whole, Cells),
            "max-sliced-w1" => MaxSliced(),
            "w2" when density is not null => SemiDiscreteWasserstein.Distance(a, density.Finest, whole, threads),
            "w2" when ofLaw => PhaseSpaceWasserstein.DistanceToLaw(a, b, whole, threads: threads, order: 2),
            "w2" => Transport(measure, new GroundCost(2)),
            "bounded-lipschitz" => BoundedLipschitzOf(),
            "energy-distance" => Named(measure, Sliced.Energy, whole, Cells) with { UnbiasedSquare = a.Weights is null && a.Count > 1 ? Sliced.UnbiasedEnergySquared(secondIsExact: true) : double.NaN, Floor = Sliced.EnergyFloor },
            "mmd" => Kernel(measure, SpectralKernel.Gaussian(kernels.Width), $"Gaussian kernel of width {kernels.Width}"),
            "mmd-laplace" => Kernel(measure, SpectralKernel.Laplace(kernels.Width), $"Laplace kernel of width {kernels.Width}"),
            "h-minus-s" => Sobolev(),
            "l1-histogram" => Histogram(),
            "l1-density" => Density(),
            _ => Marginal(measure),
        };
    }

    private static bool IsMarginal(string measure, out bool velocity, out bool isSliced)
    {
        velocity = measure.EndsWith("velocity", StringComparison.Ordinal);
        isSliced = measure.StartsWith("sliced", StringComparison.Ordinal);
        return velocity || measure.EndsWith("position", StringComparison.Ordinal);
    }

    private DistanceResult Marginal(string measure)
    {
        IsMarginal(measure, out bool velocity, out bool isSliced);
        PointCloud first = a.Marginal(velocity ? d : 0, d), second = b.Marginal(velocity ? d : 0, d);
        GroundMetric marginal = velocity ? GroundMetric.Euclidean(d) : positions;
        if (isSliced) return Named(measure, new SlicedComparison(first, second, marginal, threads: threads).Wasserstein, marginal);
        if (measure.StartsWith("kolmogorov", StringComparison.Ordinal))
        {
            double largest = KolmogorovSmirnov.Distance(first, second, marginal);
            return new DistanceResult(measure, largest, largest, largest, double.IsInfinity(marginal.Periods[0]) ? "Kolmogorov-Smirnov, exact" : "Kuiper's on the circle, exact");
        }

        double value = MarginalWasserstein.Distance(first, second, marginal);
        (double lower, double upper) = CostRounding.OfCumulative(value, first, second, marginal);
        return new DistanceResult(measure, value, lower, upper, double.IsInfinity(marginal.Periods[0]) ? "sorted, exact on the line" : "median, exact on the circle");
    }

    private DistanceResult Density()
    {
        double width = MollifiedDensity.Width(a.Count), value = MollifiedDensity.Distance(a.Marginal(0, 1), b.Marginal(0, 1), positions, width);
        return new DistanceResult("l1-density", value, value, value, "boxes of width N^(-1/2), exact between their ends");
    }

    private DistanceResult Transport(string measure, GroundCost ground) => PhaseSpaceWasserstein.Distance(measure, a, b, whole, ground, exactPoints, threads: threads);

    /// <summary>The largest int phi (mu - nu) over |phi| at most 1 and 1-Lipschitz, which is W1 for the metric min(r, 2).</summary>
    private DistanceResult BoundedLipschitzOf()
    {
        const string measure = "bounded-lipschitz";
        if (density is null && !ofLaw) return Transport(measure, BoundedLipschitz.Ground);
        if (IsWithinTwo && Compute("w1") is DistanceResult w1) return w1 with { Measure = measure, Method = "w1, as no points are more than 2 apart: " + w1.Method };
        if (density is not null) return BoundedLipschitz.Distance(a, density.For(a.Count), whole, exactPoints, threads);
        return PhaseSpaceWasserstein.DistanceToLaw(measure, a, b, whole, BoundedLipschitz.Ground, threads: threads);
    }

    /// <summary>Whether no points of the cloud and the density are more than 2 apart, so that bounded-lipschitz is w1.</summary>
    private bool IsWithinTwo
    {
        get
        {
            CellDensity? support = density?.Finest.Cropped(0, out _);
            double squared = 0;
            for (int axis = 0; axis < whole.Dimension; axis++)
            {
                (double from, double to) = support is null ? (b.Coordinates[axis].Min(), b.Coordinates[axis].Max())
                    : axis == 0 ? (support.PositionFrom, support.PositionFrom + support.PositionStep * support.Masses.GetLength(0))
                    : (support.VelocityFrom, support.VelocityFrom + support.VelocityStep * support.Masses.GetLength(1));
                double low = Math.Min(a.Coordinates[axis].Min(), from), high = Math.Max(a.Coordinates[axis].Max(), to);
                squared += Math.Pow(Math.Min(high - low, whole.Periods[axis] / 2), 2);
            }

            return squared <= BoundedLipschitz.Ground.Most * BoundedLipschitz.Ground.Most;
        }
    }

    private DistanceResult MaxSliced()
    {
        SlicedComparison points = density is null ? Sliced : new SlicedComparison(a, b, whole, threads: threads);
        (double value, double[] direction) = MaxSlicedWasserstein.Find(a, b, whole, points, threads);
        string along = string.Join(", ", direction.Select(component => component.ToString("0.###", CultureInfo.InvariantCulture)));
        return new DistanceResult("max-sliced-w1", value, double.NaN, double.NaN, $"the largest that ascents over directions found, a lower bound of w1, along ({along})");
    }

    private DistanceResult Sobolev()
    {
        int dimension = KernelSettings.Dimensions(whole);
        double s = kernels.OrderIn(whole);
        return Kernel("h-minus-s", SpectralKernel.Sobolev(s, dimension, kernels.Width), string.Create(CultureInfo.InvariantCulture, $"s = {s} in {dimension} dimensions, length {kernels.Width}, norm 1 of a point"));
    }

    private DistanceResult Kernel(string measure, SpectralKernel kernel, string name)
    {
        KernelResult result = density is null ? KernelDistance.Of(a, b, whole, kernel, threads) : KernelDistance.Of(a, density.Finest, whole, kernel, threads);
        return new DistanceResult(measure, result.Value, double.NaN, double.NaN, $"{name}, {SpectralKernel.Frequencies} frequencies{Cells}{Chordal(whole)}")
        {
            UnbiasedSquare = result.UnbiasedSquare,
            Floor = result.Floor,
            StandardError = result.StandardError,
        };
    }

    private DistanceResult Histogram()
    {
        (double value, double floor, int bins) = HistogramDistance.Of(a, b, whole);
        return new DistanceResult("l1-histogram", value, double.NaN, double.NaN, $"{bins} bins an axis by the first cloud's number of points, of a box that holds the second one") { Floor = floor };
    }

    private string Cells => density is null ? "" : $" against {density.Finest.Masses.GetLength(0)} x {density.Finest.Masses.GetLength(1)} cells of the density";

    private static DistanceResult Named(string measure, SlicedResult result, GroundMetric metric, string against = "") =>
        new(measure, result.Value, double.NaN, double.NaN, $"{result.Directions} directions{against}{Chordal(metric)}") { StandardError = result.StandardError };

    private static string Chordal(GroundMetric metric) => metric.Periods.Any(double.IsFinite) ? ", chordal on the periodic axes" : "";
}

namespace ParticleLimit.Comparison;

/// <summary>A density on a line or a circle that is constant on equal cells, and how far particles are from it: exact, as both distribution functions are known.</summary>
/// <remarks>Between neighbouring points, and faces of cells, H = F - G is linear. W1 is int |H| on the line and the least int |H - c| over c on the circle, where c is the median of H; sup |H| is the
/// distance of Kolmogorov and Smirnov, sup H - inf H that of Kuiper on the circle.</remarks>
public sealed class MarginalDensity
{
    private const int Bisections = 200;

    private readonly double from, width, period;
    private readonly double[] cumulative; // up to each face

    /// <summary>A density.</summary>
    /// <param name="from">The lower end of the first cell.</param>
    /// <param name="width">The width of a cell.</param>
    /// <param name="masses">The masses of the cells, of sum 1 up to a factor.</param>
    /// <param name="period">The period of the circle, infinite on the line.</param>
    /// <exception cref="ArgumentException">There is no mass, or the cells are wider than the period.</exception>
    public MarginalDensity(double from, double width, IReadOnlyList<double> masses, double period = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(masses);
        cumulative = new double[masses.Count + 1];
        for (int i = 0; i < masses.Count; i++) cumulative[i + 1] = cumulative[i] + masses[i];
        double total = cumulative[^1];
        if (!(total > 0)) throw new ArgumentException("A density has a mass.", nameof(masses));
        if (masses.Count * width > period * (1 + 1e-9)) throw new ArgumentException($"The cells are {masses.Count * width} wide, more than the period {period}.", nameof(period));
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] /= total;
        (this.from, this.width, this.period) = (from, width, period);
    }

    /// <summary>W1 between a cloud of one axis and the density.</summary>
    public double Wasserstein(PointCloud cloud)
    {
        List<(double Length, double First, double Last)> pieces = Difference(cloud);
        return Integral(pieces, double.IsInfinity(period) ? 0 : Median(pieces));
    }

    /// <summary>sup |F - G|, on the circle Kuiper's sup (F - G) - inf (F - G).</summary>
    public double Kolmogorov(PointCloud cloud)
    {
        (double lowest, double highest) = (0, 0);
        foreach ((_, double first, double last) in Difference(cloud)) (lowest, highest) = (Math.Min(lowest, Math.Min(first, last)), Math.Max(highest, Math.Max(first, last)));
        return double.IsInfinity(period) ? Math.Max(highest, -lowest) : highest - lowest;
    }

    private List<(double Length, double First, double Last)> Difference(PointCloud cloud)
    {
        if (cloud.Dimension != 1) throw new ArgumentException($"A marginal has one axis, not {cloud.Dimension}.", nameof(cloud));
        double[] places = [.. cloud.Coordinates[0].Select(x => double.IsInfinity(period) ? x : x - period * Math.Floor((x - from) / period))];
        int[] order = [.. Enumerable.Range(0, places.Length)];
        Array.Sort(places, order);
        var pieces = new List<(double, double, double)>(places.Length + cumulative.Length);
        int point = 0, face = 0;
        double here = double.IsInfinity(period) ? Math.Min(places[0], from) : from, below = 0;
        while (point < places.Length || face < cumulative.Length)
        {
            bool isFace = point == places.Length || (face < cumulative.Length && Face(face) <= places[point]);
            double next = isFace ? Face(face) : places[point];
            if (next > here) pieces.Add((next - here, below - Density(here), below - Density(next)));
            here = Math.Max(here, next);
            if (isFace) face++;
            else below += cloud.Weight(order[point++]);
        }

        if (double.IsFinite(period) && from + period > here) pieces.Add((from + period - here, 0, 0)); // both are complete
        return pieces;
    }

    private double Face(int k) => from + k * width;

    // G, linear between faces.
    private double Density(double x)
    {
        double place = (x - from) / width;
        if (place <= 0) return 0;
        if (place >= cumulative.Length - 1) return 1;
        int cell = (int)place;
        return cumulative[cell] + (place - cell) * (cumulative[cell + 1] - cumulative[cell]);
    }

    private static double Integral(List<(double Length, double First, double Last)> pieces, double c)
    {
        double sum = 0;
        foreach ((double length, double first, double last) in pieces)
        {
            (double a, double b) = (Math.Abs(first - c), Math.Abs(last - c));
            sum += length * ((first - c) * (last - c) >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b)));
        }

        return sum;
    }

    // Where H is below it on half of the circle.
    private double Median(List<(double Length, double First, double Last)> pieces)
    {
        (double low, double high) = (pieces.Min(piece => Math.Min(piece.First, piece.Last)), pieces.Max(piece => Math.Max(piece.First, piece.Last)));
        for (int n = 0; n < Bisections && high > low; n++)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            double below = 0;
            foreach ((double length, double first, double last) in pieces)
            {
                (double least, double most) = (Math.Min(first, last), Math.Max(first, last));
                below += length * (middle >= most ? 1 : middle <= least ? 0 : (middle - least) / (most - least));
            }

            if (below < period / 2) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Functions of a start (x, v) on a line, orthonormal under f0 and orthogonal to one, so that their means over f0 are zero: waves in x times Legendre polynomials in v.</summary>
internal sealed class StartFunctions
{
    private const int Waves = 3, Degree = 3, Panels = 2, Raw = (2 * Waves + 1) * (Degree + 1);

    // A function that is a combination of those before but for this share is left out: the law of velocities may have few points.
    private const double Independent = 1e-8;

    private readonly double wavenumber, middle, scale;
    private readonly List<double[]> rows = []; // each function as a combination of the raw ones; the first is one

    /// <summary>The functions for a flock's line.</summary>
    public StartFunctions(Slab slab)
    {
        (double from, double to) = slab.Line.Support[1];
        (wavenumber, middle, scale) = (2 * Math.PI / slab.LineTorus.Lengths[0], 0.5 * (from + to), 2 / (to - from));
        Labels = [.. slab.Components.SelectMany(Nodes)];
        double total = Labels.Sum(label => label.Weight);
        double[][] raw = [.. Labels.Select(label => Evaluate(label.Position, label.Velocity))];
        for (int function = 0; function < Raw; function++)
        {
            double[] row = new double[Raw];
            row[function] = 1;
            double before = Product(row, row);
            for (int pass = 0; pass < 2; pass++) // once more for what rounding left
                foreach (double[] other in rows)
                {
                    double share = Product(row, other);
                    for (int k = 0; k < Raw; k++) row[k] -= share * other[k];
                }

            double square = Product(row, row);
            if (square < Independent * before) continue;
            for (int k = 0; k < Raw; k++) row[k] /= Math.Sqrt(square);
            rows.Add(row);
        }

        double Product(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < raw.Length; i++) sum += Labels[i].Weight / total * Dot(a, raw[i]) * Dot(b, raw[i]);
            return sum;
        }

        static IEnumerable<StartLabel> Nodes((double Weight, ProductState State) component, int index) =>
            from along in GaussLegendre.Nodes(component.State.Positions[0].From, component.State.Positions[0].To, Panels)
            from across in GaussLegendre.Nodes(component.State.Velocities[0].From, component.State.Velocities[0].To, 1)
            select new StartLabel(
                index, component.Weight * along.Weight * component.State.Positions[0].Density(along.Node) * across.Weight * component.State.Velocities[0].Density(across.Node), along.Node, across.Node);
    }

    /// <summary>Points that stand for f0 on the line, by quadrature.</summary>
    public StartLabel[] Labels { get; }

    /// <summary>How many functions there are.</summary>
    public int Count => rows.Count - 1;

    /// <summary>One of the functions at every label.</summary>
    public double[] AtLabels(int function) => [.. Labels.Select(label => Dot(rows[function + 1], Evaluate(label.Position, label.Velocity)))];

    /// <summary>The mean over points of each function.</summary>
    public double[] Means(ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities)
    {
        double[] sums = new double[Raw], raw = new double[Raw];
        int count = positions.Length;
        for (int i = 0; i < count; i++)
        {
            Evaluate(positions[i], velocities[i], raw);
            for (int k = 0; k < Raw; k++) sums[k] += raw[k];
        }

        return [.. rows.Skip(1).Select(row => Dot(row, sums) / count)];
    }

    private double[] Evaluate(double position, double velocity)
    {
        double[] raw = new double[Raw];
        Evaluate(position, velocity, raw);
        return raw;
    }

    private void Evaluate(double position, double velocity, double[] raw)
    {
        double place = (velocity - middle) * scale, waveCos = 1, waveSin = 0;
        (double sin, double cos) = Math.SinCos(wavenumber * position);
        for (int wave = 0; wave <= Waves; wave++)
        {
            double before = 0, legendre = 1;
            for (int degree = 0; degree <= Degree; degree++)
            {
                int first = (wave == 0 ? 0 : 2 * wave - 1) * (Degree + 1) + degree;
                raw[first] = waveCos * legendre;
                if (wave > 0) raw[first + Degree + 1] = waveSin * legendre;
                (before, legendre) = (legendre, ((2 * degree + 1) * place * legendre - degree * before) / (degree + 1));
            }

            (waveCos, waveSin) = (waveCos * cos - waveSin * sin, waveSin * cos + waveCos * sin);
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}

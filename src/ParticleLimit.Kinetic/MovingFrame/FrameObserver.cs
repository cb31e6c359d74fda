using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Integrals and maxima of a solution in a moving velocity frame.</summary>
/// <param name="columns">The solution.</param>
/// <param name="position">Its position axis.</param>
internal sealed class FrameObserver(FrameColumns columns, GridAxis position)
{
    /// <summary>The observables of Proposition 2.1.</summary>
    /// <remarks>Second moments are those of the parabolas in w, which transport keeps, and of the tilt of the frame over the position cell. Entropy is that of the averages over the cells of
    /// the frame; the velocity radius is taken over cells that hold more than <see cref="GridObserver.Negligible"/> of the largest value.</remarks>
    public Observables Observe()
    {
        double mass = 0, momentum = 0, temperature = 0, entropy = 0;
        for (int i = 0; i < columns.Positions; i++)
        {
            mass += columns.ColumnMass[i];
            momentum += columns.ColumnMomentum[i];
        }

        double mean = momentum / mass;
        for (int i = 0; i < columns.Positions; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            (double centre, double slope, double scale) = columns.Frames[i];
            (double own, double w, double variance) = columns.Moments(i);
            double off = centre - mean + scale * w;
            temperature += own * (off * off + scale * scale * variance + slope * slope / 12);
            double inverse = 1 / Area(i);
            foreach (double part in columns.Column(i))
                if (part > 0) entropy += part * Math.Log(part * inverse);
        }

        return new Observables(mass, [momentum], temperature + momentum * mean, temperature, VelocityRadius(), entropy);
    }

    /// <summary>Sums over the velocities in each position cell. Energies are without that of the tilt, which alignment leaves.</summary>
    public ColumnSums Columns()
    {
        var sums = new ColumnSums(columns.Positions);
        for (int i = 0; i < columns.Positions; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            ReadOnlySpan<double> column = columns.Column(i);
            double inverse = 1 / Area(i);
            for (int j = 0; j < column.Length; j++)
            {
                double v = columns.Frames[i].Centre + columns.Frames[i].Scale * columns.At(j), f = column[j] * inverse;
                sums.Energies[i] += v * v * column[j] / position.Width;
                sums.Squares[i] += f * column[j] / position.Width;
                sums.Suprema[i] = Math.Max(sums.Suprema[i], f);
            }
        }

        return sums;
    }

    /// <summary>sup |x - v t| over the corners of the cells that hold more than <see cref="GridObserver.Negligible"/> of the largest value.</summary>
    public double PositionRadius(double time)
    {
        double largest = 0;
        foreach ((int i, double lower, double upper) in Support())
        {
            double left = position.Face(i), right = position.Face(i + 1);
            largest = Math.Max(largest, Math.Max(Math.Abs(left - upper * time), Math.Abs(right - lower * time)));
        }

        return largest;
    }

    /// <summary>The share of the mass in columns that hold more than one bunch of velocities for certain.</summary>
    /// <remarks>The kurtosis less the square of the skewness is at least 189/125 for every unimodal law, and 1 for two points (C. A. J. Klaassen and B. van Es,
    /// Inference via the skewness-kurtosis set, arXiv:2312.06212).</remarks>
    public double SeveralBunches()
    {
        const double leastOfUnimodal = 189.0 / 125;
        double several = 0, all = 0;
        for (int i = 0; i < columns.Positions; i++)
        {
            double mass = columns.ColumnMass[i];
            if (mass == 0) continue;
            double mean = (columns.ColumnMomentum[i] / mass - columns.Frames[i].Centre) / columns.Frames[i].Scale, second = 0, third = 0, fourth = 0;
            ReadOnlySpan<double> column = columns.Column(i);
            for (int j = 0; j < column.Length; j++)
            {
                double off = columns.At(j) - mean, square = off * off;
                second += column[j] * square;
                third += column[j] * off * square;
                fourth += column[j] * square * square;
            }

            all += mass;
            if (fourth * mass * second - third * third * mass < leastOfUnimodal * second * second * second) several += mass;
        }

        return several / all;
    }

    /// <summary>Averages over the cells of a velocity axis, as [position cell, velocity cell].</summary>
    /// <remarks>Each cell of the frame is a box in v as wide as the cell and its tilt in x; every box keeps its mass and momentum on the axis.</remarks>
    public double[,] Values(GridAxis velocity)
    {
        var values = new double[columns.Positions, velocity.Cells];
        for (int i = 0; i < columns.Positions; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            (double centre, double slope, double scale) = columns.Frames[i];
            ReadOnlySpan<double> column = columns.Column(i);
            double width = (scale * columns.Width + Math.Abs(slope)) / velocity.Width;
            for (int j = 0; j < column.Length; j++)
            {
                double place = (centre + scale * columns.At(j) - velocity.From) / velocity.Width - 0.5;
                if (column[j] > 0) Spread(values, i, column[j] / (position.Width * velocity.Width), place, width);
            }
        }

        return values;
    }

    // A box about a place, in cells, shared by the linear tents of the cell centres: mass and mean are kept.
    private static void Spread(double[,] values, int i, double amount, double place, double width)
    {
        int last = values.GetLength(1) - 1, first = Math.Clamp((int)Math.Floor(place - width / 2), 0, last), end = Math.Clamp((int)Math.Ceiling(place + width / 2), first, last);
        double before = 0;
        for (int j = first; j <= end; j++)
        {
            // The share of the tents up to and including j: 1 less the mean over the box of a ramp from j to j + 1.
            double upTo = j == end ? 1 : width > 1e-9 ? 1 - (Ramp(place + width / 2 - j) - Ramp(place - width / 2 - j)) / width : 1 - Math.Clamp(place - j, 0, 1);
            values[i, j] += amount * Math.Max(0, upTo - before);
            before = Math.Max(before, upTo);
        }
    }

    // The integral of x clamped to [0, 1].
    private static double Ramp(double x) => x <= 0 ? 0 : x < 1 ? 0.5 * x * x : x - 0.5;

    private double Area(int i) => position.Width * columns.Frames[i].Scale * columns.Width;

    private double VelocityRadius() => Support().Aggregate(0.0, (largest, cell) => Math.Max(largest, Math.Max(Math.Abs(cell.Lower), Math.Abs(cell.Upper))));

    // Position cells and velocities of the cells that hold more than a trifle.
    private IEnumerable<(int Position, double Lower, double Upper)> Support()
    {
        double threshold = GridObserver.Negligible * Columns().Suprema.Max();
        for (int i = 0; i < columns.Positions; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            (double centre, _, double scale) = columns.Frames[i];
            for (int j = 0; j < columns.Velocities; j++)
                if (columns.Column(i)[j] > threshold * Area(i)) yield return (i, centre + scale * columns.Face(j), centre + scale * columns.Face(j + 1));
        }
    }
}

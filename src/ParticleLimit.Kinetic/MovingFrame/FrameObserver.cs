using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Integrals and maxima of a solution in moving velocity frames.</summary>
/// <param name="columns">The solution.</param>
/// <param name="positions">Its position axes.</param>
/// <param name="hulls">Where the velocities of each component are.</param>
internal sealed class FrameObserver(FrameColumns columns, ImmutableArray<GridAxis> positions, FrameHull[] hulls)
{
    private readonly double volume = positions.Aggregate(1.0, (product, axis) => product * axis.Width);

    /// <summary>The observables of Proposition 2.1.</summary>
    /// <remarks>Second moments are those of the parabolas in w and of the tilts of the frames over the position cells. Entropy is that of the averages over the cells of
    /// the frame; the velocity radius is taken over cells that hold more than <see cref="GridObserver.Negligible"/> of the largest value, as far as they are in the hull.</remarks>
    public Observables Observe()
    {
        double mass = columns.ColumnMass.Sum(), temperature = 0, squaredMomentum = 0, entropy = 0;
        double[] momentum = [.. columns.Momentum.Select(component => component.Sum())];
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            for (int b = 0; b < columns.Dimension; b++)
            {
                (double centre, double slope0, double slope1, double scale) = columns.Frames[b][i];
                (double own, double w, double variance) = columns.Moments(b, i);
                double off = centre - momentum[b] / mass + scale * w;
                temperature += own * (off * off + scale * scale * variance + (slope0 * slope0 + slope1 * slope1) / 12);
            }

            double inverse = 1 / Volume(i);
            foreach (double part in columns.Column(i))
                if (part > 0) entropy += part * Math.Log(part * inverse);
        }

        foreach (double component in momentum) squaredMomentum += component * component;
        return new Observables(mass, [.. momentum], temperature + squaredMomentum / mass, temperature, VelocityRadius(), entropy);
    }

    /// <summary>Sums over the velocities in each position cell. Energies are without that of the tilts, which alignment leaves.</summary>
    public ColumnSums Columns()
    {
        var sums = new ColumnSums(columns.Count);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            ReadOnlySpan<double> column = columns.Column(i);
            double inverse = 1 / Volume(i);
            for (int j = 0; j < column.Length; j++)
            {
                double square = 0, f = column[j] * inverse;
                for (int b = 0; b < columns.Dimension; b++)
                {
                    double v = columns.Frames[b][i].Centre + columns.Frames[b][i].Scale * columns.At(b, j);
                    square += v * v;
                }

                sums.Energies[i] += square * column[j] / volume;
                sums.Squares[i] += f * column[j] / volume;
                sums.Suprema[i] = Math.Max(sums.Suprema[i], f);
            }
        }

        return sums;
    }

    /// <summary>sup |x - v t| over the corners of the cells that hold more than <see cref="GridObserver.Negligible"/> of the largest value.</summary>
    public double PositionRadius(double time) => Math.Sqrt(Largest((b, column, lower, upper) =>
    {
        int place = columns.Place(b, column);
        return Math.Max(Math.Abs(positions[b].Face(place) - upper * time), Math.Abs(positions[b].Face(place + 1) - lower * time));
    }));

    /// <summary>The share of the mass in columns that hold more than one bunch of velocities for certain.</summary>
    /// <remarks>The kurtosis less the square of the skewness is at least 189/125 for every unimodal law, and 1 for two points (C. A. J. Klaassen and B. van Es,
    /// Inference via the skewness-kurtosis set, arXiv:2312.06212). In d = 2 it is that of each component.</remarks>
    public double SeveralBunches()
    {
        double several = 0, all = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            double mass = columns.ColumnMass[i];
            if (mass == 0) continue;
            all += mass;
            for (int b = 0; b < columns.Dimension; b++)
            {
                if (!HasSeveralBunches(b, i)) continue;
                several += mass;
                break;
            }
        }

        return several / all;
    }

    /// <summary>Averages over the cells of velocity axes, as [position cell, velocity cell].</summary>
    /// <remarks>Each cell of a frame is a box in v as wide as the cell and its tilts in x; every box keeps its mass and momentum on the axes.</remarks>
    public double[,] Values(ImmutableArray<GridAxis> velocities)
    {
        double inverse = velocities.Aggregate(1 / volume, (product, axis) => product / axis.Width);
        FrameBoxes[] boxes = [.. velocities.Select(axis => new FrameBoxes(columns, axis))];
        var values = new double[columns.Count, velocities.Aggregate(1, (product, axis) => product * axis.Cells)];
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            for (int b = 0; b < boxes.Length; b++) boxes[b].Fill(columns.Frames[b][i]);
            for (int j = 0; j < columns.Block; j++)
            {
                double part = columns.Column(i)[j] * inverse;
                if (part > 0) Spread(part, i, j);
            }
        }

        return values;

        // Along the last component the cells are contiguous; in d = 2 each share of the first has such a row.
        void Spread(double part, int i, int j)
        {
            int last = columns.Number(boxes.Length - 1, j), start = boxes[^1].Start(last);
            ReadOnlySpan<double> row = boxes[^1].Shares(last), rows = boxes.Length == 1 ? [1] : boxes[0].Shares(columns.Number(0, j));
            int first = boxes.Length == 1 ? 0 : boxes[0].Start(columns.Number(0, j));
            for (int p = 0; p < rows.Length; p++)
                for (int q = 0; q < row.Length; q++) values[i, (first + p) * velocities[^1].Cells + start + q] += part * rows[p] * row[q];
        }
    }

    private bool HasSeveralBunches(int component, int i)
    {
        const double leastOfUnimodal = 189.0 / 125;
        VelocityFrame frame = columns.Frames[component][i];
        double mass = columns.ColumnMass[i], mean = (columns.Momentum[component][i] / mass - frame.Centre) / frame.Scale, second = 0, third = 0, fourth = 0;
        ReadOnlySpan<double> column = columns.Column(i);
        for (int j = 0; j < column.Length; j++)
        {
            double off = columns.At(component, j) - mean, square = off * off;
            second += column[j] * square;
            third += column[j] * off * square;
            fourth += column[j] * square * square;
        }

        return fourth * mass * second - third * third * mass < leastOfUnimodal * second * second * second;
    }

    // The volume of a cell of phase space.
    private double Volume(int i)
    {
        double product = volume;
        for (int b = 0; b < columns.Dimension; b++) product *= columns.Frames[b][i].Scale * columns.Width;
        return product;
    }

    private double VelocityRadius() => Math.Sqrt(Largest((_, _, lower, upper) => Math.Max(Math.Abs(lower), Math.Abs(upper))));

    // The largest sum of squares of a length along each axis, given the column and the velocities between which a cell is, over the cells that hold more than a trifle.
    private double Largest(Func<int, int, double, double, double> length)
    {
        double threshold = GridObserver.Negligible * Columns().Suprema.Max(), largest = 0;
        var squares = new double[columns.Dimension, columns.Cells];
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            for (int b = 0; b < columns.Dimension; b++)
            {
                (double centre, _, _, double scale) = columns.Frames[b][i];
                for (int j = 0; j < columns.Cells; j++)
                {
                    double lower = centre + scale * columns.Face(j), upper = centre + scale * columns.Face(j + 1);
                    double reach = length(b, i, Math.Clamp(lower, hulls[b].From, hulls[b].To), Math.Clamp(upper, hulls[b].From, hulls[b].To));
                    squares[b, j] = reach * reach;
                }
            }

            for (int j = 0; j < columns.Block; j++)
            {
                if (!(columns.Column(i)[j] > threshold * Volume(i))) continue;
                double sum = 0;
                for (int b = 0; b < columns.Dimension; b++) sum += squares[b, columns.Number(b, j)];
                largest = Math.Max(largest, sum);
            }
        }

        return largest;
    }
}

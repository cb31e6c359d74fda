using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Integrals and maxima of a solution in moving velocity frames.</summary>
/// <param name="columns">The solution.</param>
/// <param name="lattice">Where its columns stand.</param>
/// <param name="fields">rho and rho u on the position axes.</param>
/// <param name="hulls">Where the velocities of each component are.</param>
internal sealed class FrameObserver(FrameColumns columns, FrameLattice lattice, FrameFields fields, FrameHull[] hulls)
{
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

            if (columns.Presses(hulls, i)) continue;
            double inverse = 1 / columns.Volume(i);
            foreach (double part in columns.Column(i))
                if (part > 0) entropy += part * Math.Log(part * inverse);
        }

        for (int b = 0; b < momentum.Length; b++)
        {
            momentum[b] += mass * lattice.Velocity[b];
            squaredMomentum += momentum[b] * momentum[b];
        }

        return new Observables(mass, [.. momentum], temperature + squaredMomentum / mass, temperature, VelocityRadius(), entropy);
    }

    /// <summary>Sums over the velocities in each cell of the position axes. Energies are without that of the tilts, which alignment leaves.</summary>
    public ColumnSums Columns()
    {
        var sums = new ColumnSums(columns.Count);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            (double heat, double square, double supremum) = Column(i);
            for (int part = 0; part < 1 << columns.Dimension; part++)
            {
                (int cell, double share) = fields.Part(i, part);
                if (share == 0) continue;
                sums.Energies[cell] += share * heat;
                sums.Squares[cell] += share * square;
                sums.Suprema[cell] = Math.Max(sums.Suprema[cell], supremum);
            }
        }

        // Of the two columns in a cell each has its mean velocity; the difference is a tilt, too.
        for (int cell = 0; cell < columns.Count; cell++)
            for (int b = 0; b < columns.Dimension && fields.Density[cell] > 0; b++) sums.Energies[cell] += fields.Momentum[b][cell] / fields.Density[cell] * fields.Momentum[b][cell];
        return sums;
    }

    /// <summary>sup |x - v t| over the corners of the cells that hold more than <see cref="GridObserver.Negligible"/> of the largest value.</summary>
    public double PositionRadius(double time) => Math.Sqrt(Largest((b, column, lower, upper) =>
    {
        int place = columns.Place(b, column);
        return Math.Max(Math.Abs(lattice.Face(b, place) - upper * time), Math.Abs(lattice.Face(b, place + 1) - lower * time));
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

    // int |v - u|^2 f dv, int f^2 dv and sup f of a column, from cell averages and centres; the latter two 0 of what is pressed to a point.
    private (double Heat, double Square, double Supremum) Column(int i)
    {
        double inverse = columns.Presses(hulls, i) ? 0 : 1 / columns.Volume(i), heat = 0, square = 0, supremum = 0;
        ReadOnlySpan<double> column = columns.Column(i);
        for (int j = 0; j < column.Length; j++)
        {
            double f = column[j] * inverse;
            for (int b = 0; b < columns.Dimension; b++)
            {
                double off = columns.Frames[b][i].Centre + columns.Frames[b][i].Scale * columns.At(b, j) - columns.Momentum[b][i] / columns.ColumnMass[i];
                heat += column[j] * off * off;
            }

            square += column[j] * f;
            supremum = Math.Max(supremum, f);
        }

        return (heat / columns.PositionVolume, square / columns.PositionVolume, supremum);
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
                    double reach = length(b, i, Inside(b, lower), Inside(b, upper));
                    squares[b, j] = reach * reach;
                }
            }

            for (int j = 0; j < columns.Block; j++)
            {
                if (!(columns.Column(i)[j] > threshold * columns.Volume(i))) continue;
                double sum = 0;
                for (int b = 0; b < columns.Dimension; b++) sum += squares[b, columns.Number(b, j)];
                largest = Math.Max(largest, sum);
            }
        }

        return largest;
    }

    private double Inside(int component, double velocity) => lattice.Velocity[component] + Math.Clamp(velocity, hulls[component].From, hulls[component].To);
}

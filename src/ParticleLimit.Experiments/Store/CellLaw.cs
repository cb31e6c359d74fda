using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The law whose density is constant on the cells of a grid of phase space, as a source of points.</summary>
/// <remarks>Points of the unit cube are carried to it axis by axis, by the distribution function of each coordinate given those before it (M. Rosenblatt, Ann. Math. Stat. 23, 1952):
/// uniform points become points of the law itself, and evenly spread ones stay evenly spread.</remarks>
internal sealed class CellLaw
{
    private readonly double[] froms, widths;
    private readonly int[] lengths;
    private readonly double[][] cumulative; // of each axis: [cells of the axes before it][its cells], up to the whole of a line

    /// <summary>The law of a stored density.</summary>
    /// <param name="field">With values, none of them negative, of a mass above 0.</param>
    public CellLaw(FieldSnapshot field)
    {
        double[][] axes = [.. field.Positions, .. field.Velocities];
        lengths = [.. axes.Select(axis => axis.Length)];
        widths = [.. axes.Select(axis => axis[1] - axis[0])];
        froms = [.. axes.Select((axis, k) => axis[0] - widths[k] / 2)];
        cumulative = new double[axes.Length][];
        double[] masses = [.. field.Values!.Cast<double>()];
        for (int k = axes.Length - 1; k >= 0; k--)
        {
            var lines = new double[masses.Length / lengths[k]];
            for (int line = 0; line < lines.Length; line++)
            {
                double sum = 0;
                foreach (ref double mass in masses.AsSpan(line * lengths[k], lengths[k])) mass = sum += mass;
                lines[line] = sum;
            }

            (cumulative[k], masses) = (masses, lines);
        }
    }

    /// <summary>Points of equal weights: those of even index and those of odd index are two independent samples, each with randomly started low-discrepancy points, so that its average over seeds is the law.</summary>
    /// <param name="count">How many, even.</param>
    /// <param name="seed">The seed.</param>
    public PointCloud Sample(int count, ulong seed)
    {
        int d = lengths.Length;
        KroneckerSequence[] halves = [.. Enumerable.Range(0, 2).Select(half => new KroneckerSequence(d, RandomStream.For(seed, count, half, StreamPurpose.Floor)))];
        double[][] points = [.. Enumerable.Range(0, d).Select(_ => new double[count])];
        Span<double> uniform = stackalloc double[d];
        for (int i = 0; i < count; i++)
        {
            halves[i % 2].Next(uniform);
            for (int k = 0, line = 0; k < d; k++)
            {
                ReadOnlySpan<double> sums = cumulative[k].AsSpan(line * lengths[k], lengths[k]);
                double target = uniform[k] * sums[^1];
                int cell = sums.BinarySearch(target);
                cell = Math.Min(cell < 0 ? ~cell : cell, sums.Length - 1);
                double below = cell > 0 ? sums[cell - 1] : 0, mass = sums[cell] - below;
                points[k][i] = froms[k] + widths[k] * (cell + (mass > 0 ? Math.Clamp((target - below) / mass, 0, 1) : 0.5));
                line = line * lengths[k] + cell;
            }
        }

        return new PointCloud(points);
    }
}

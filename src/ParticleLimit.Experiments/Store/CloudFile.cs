using System.Globalization;
using System.Text;
using ParticleLimit.Comparison;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>A cloud of particles as CSV with the header x0[,x1..][,v0[,v1..]][,weight].</summary>
public static class CloudFile
{
    /// <summary>How far from 1 weights may sum, as they are when printed with seven digits; they are normalised.</summary>
    private const double PrintedWeights = 1e-6;

    /// <summary>Writes one line per particle, atomically; numbers read back to the same bits.</summary>
    public static void Write(string path, ParticleState state)
    {
        double[][] columns = [.. state.Positions, .. state.Velocities];
        AtomicFile.Write(path, partial =>
        {
            using var writer = new StreamWriter(partial);
            writer.Write(string.Join(',', Names(state.Dimension, velocities: true)) + "\n");
            var line = new StringBuilder();
            for (int i = 0; i < state.Count; i++)
            {
                line.Clear();
                foreach (double[] column in columns) line.Append(CultureInfo.InvariantCulture, $"{column[i]:R},");
                line[^1] = '\n';
                writer.Write(line);
            }
        });
    }

    /// <summary>Reads a cloud; without the column of weights its points weigh the same.</summary>
    /// <exception cref="InvalidDataException">The header, a line or the weights are wrong; the message says what was found and what is allowed.</exception>
    public static StoredCloud Read(string path)
    {
        using var reader = new StreamReader(path);
        string header = reader.ReadLine() ?? throw new InvalidDataException($"'{path}' is empty; a header x0[,x1..][,v0[,v1..]][,weight] and at least one line are needed");
        (int dimension, bool velocities, bool weighted) = Columns(path, header);
        int axes = velocities ? 2 * dimension : dimension;
        List<double>[] columns = [.. Enumerable.Range(0, weighted ? axes + 1 : axes).Select(_ => new List<double>())];
        int empty = 0;
        for (int number = 2; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) // allowed at the end
            {
                if (empty == 0) empty = number;
                continue;
            }

            if (empty > 0) throw WrongLine(empty, "");
            int column = 0;
            foreach (Range range in line.AsSpan().Split(','))
            {
                if (column == columns.Length || !double.TryParse(line.AsSpan(range), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
                    throw WrongLine(number, line);
                columns[column++].Add(value);
            }

            if (column < columns.Length) throw WrongLine(number, line);
        }

        if (columns[0].Count == 0) throw new InvalidDataException($"'{path}' with a header and no line; at least one line is needed");
        try
        {
            double[][] points = [.. columns.Take(axes).Select(values => values.ToArray())];
            return new StoredCloud(new PointCloud(points, weighted ? Normalised(columns[axes]) : null), dimension, velocities);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }

        InvalidDataException WrongLine(int number, string line) => new($"'{path}' with line {number} '{line}'; {columns.Length} finite numbers are needed on each line");
    }

    private static double[] Normalised(List<double> weights)
    {
        double sum = weights.Sum();
        return Math.Abs(sum - 1) <= PrintedWeights ? [.. weights.Select(weight => weight / sum)] : [.. weights];
    }

    private static (int Dimension, bool Velocities, bool Weighted) Columns(string path, string header)
    {
        string[] names = header.Replace(" ", "", StringComparison.Ordinal).Split(',');
        bool weighted = names[^1] == "weight";
        int axes = weighted ? names.Length - 1 : names.Length, positions = names.Count(name => name.StartsWith('x'));
        bool velocities = axes > positions;
        if (positions == 0 || !names.Take(axes).SequenceEqual(Names(positions, velocities)))
            throw new InvalidDataException($"'{path}' with the header '{header}'; a header x0[,x1..][,v0[,v1..]][,weight] is needed, with no velocity or as many as positions");
        return (positions, velocities, weighted);
    }

    private static IEnumerable<string> Names(int dimension, bool velocities)
    {
        IEnumerable<int> axes = Enumerable.Range(0, dimension);
        return axes.Select(axis => $"x{axis}").Concat(axes.Where(_ => velocities).Select(axis => $"v{axis}"));
    }
}

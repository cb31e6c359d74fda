using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Reads a cloud of particles from CSV with the header x0[,x1..],v0[,v1..].</summary>
internal static class SampleFile
{
    public static SampleState Read(string path, int dimension)
    {
        IEnumerable<int> axes = Enumerable.Range(0, dimension);
        string header = string.Join(',', axes.Select(axis => $"x{axis}").Concat(axes.Select(axis => $"v{axis}")));
        string[] lines = File.ReadAllLines(path);
        if (lines.Length < 2 || lines[0].Replace(" ", "", StringComparison.Ordinal) != header)
            throw new InvalidDataException($"'{path}' with the header '{(lines.Length > 0 ? lines[0] : "")}' and {Math.Max(0, lines.Length - 1)} line(s); a header '{header}' and at least one line are needed");
        double[][] columns = [.. Enumerable.Range(0, 2 * dimension).Select(_ => new double[lines.Length - 1])];
        for (int i = 1; i < lines.Length; i++)
        {
            string[] fields = lines[i].Split(',');
            for (int k = 0; k < columns.Length; k++)
            {
                if (fields.Length != columns.Length || !double.TryParse(fields[k], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
                    throw new InvalidDataException($"'{path}' with line {i + 1} '{lines[i]}'; {columns.Length} finite numbers are needed on each line");
                columns[k][i - 1] = value;
            }
        }

        return new SampleState(columns[..dimension], columns[dimension..]);
    }
}

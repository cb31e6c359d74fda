using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Experiments;

/// <summary>diagnostics.csv: how a computed reference did on its way, one row every few steps.</summary>
public static class DiagnosticsFile
{
    /// <summary>Writes the rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows; at least one.</param>
    /// <param name="reason">What set the time step.</param>
    public static void Write(string path, ImmutableArray<DiagnosticsRow> rows, string reason)
    {
        IEnumerable<string> momenta = Enumerable.Range(0, rows[0].Momentum.Length).Select(axis => $"momentum-{axis}");
        IEnumerable<string> sides = Enumerable.Range(0, rows[0].SideMasses.Length).Select(side => $"boundary-mass-{(side % 2 == 0 ? "lower" : "upper")}-{side / 2}");
        var text = new StringBuilder("step,time,mass,").AppendJoin(',', momenta)
            .Append(",energy,temperature,entropy,square-integral,sup-f,velocity-radius,position-radius,").AppendJoin(',', sides.Prepend("boundary-mass"))
            .Append(",wall-margin,thickness,thickness-cells,time-step,time-step-reason\n");
        foreach (DiagnosticsRow row in rows)
        {
            double[] numbers =
            [
                row.Step, row.Time, row.Mass, .. row.Momentum, row.Energy, row.Temperature, row.Entropy, row.SquareIntegral, row.Supremum, row.VelocityRadius, row.PositionRadius,
                row.BoundaryMass, .. row.SideMasses, row.WallMargin, row.Thickness, row.ThicknessCells, row.TimeStep,
            ];
            text.AppendJoin(',', numbers.Select(number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : ""))
                .Append(",\"").Append(reason.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads the table back: its header, and the cells of each row as they stand.</summary>
    public static IReadOnlyList<string[]> Read(string path) => [.. File.ReadLines(path).Select(Cells)];

    private static string[] Cells(string line)
    {
        int quote = line.IndexOf('"', StringComparison.Ordinal);
        return quote < 0 ? line.Split(',') : [.. line[..(quote - 1)].Split(','), line[(quote + 1)..^1].Replace("\"\"", "\"", StringComparison.Ordinal)];
    }
}

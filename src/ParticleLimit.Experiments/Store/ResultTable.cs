using System.Globalization;
using System.Text;

namespace ParticleLimit.Experiments;

/// <summary>Writes and reads results.csv: experiment,system,dimension,particles,epsilon,replica,time,measure,value,lower,upper.</summary>
/// <remarks>Numbers are written as the shortest text that reads back to the same bits; a NaN bound is an empty field.</remarks>
public static class ResultTable
{
    /// <summary>The header line.</summary>
    public const string Header = "experiment,system,dimension,particles,epsilon,replica,time,measure,value,lower,upper";

    /// <summary>Writes the rows in the order given, atomically.</summary>
    public static void Write(string path, ExperimentSpecification specification, IEnumerable<ResultRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (ResultRow row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{specification.Name},{specification.System.Word},{specification.Dimension},");
            text.Append(CultureInfo.InvariantCulture, $"{row.Particles},{Number(row.Epsilon)},{row.Replica},{Number(row.Time)},");
            text.Append(CultureInfo.InvariantCulture, $"{row.Measure},{Number(row.Value)},{Number(row.Lower)},{Number(row.Upper)}\n");
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads the rows back.</summary>
    /// <exception cref="InvalidDataException">The file has another header or a malformed line; the message names the line.</exception>
    public static IReadOnlyList<ResultRow> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header) throw new InvalidDataException($"{path}: line 1 is not '{Header}'.");
        var rows = new List<ResultRow>(lines.Length - 1);
        for (int i = 1; i < lines.Length; i++)
        {
            string[] field = lines[i].Split(',');
            try
            {
                rows.Add(new ResultRow(
                    int.Parse(field[3], CultureInfo.InvariantCulture), Parse(field[4]), int.Parse(field[5], CultureInfo.InvariantCulture),
                    Parse(field[6]), field[7], Parse(field[8]), Parse(field[9]), Parse(field[10])));
            }
            catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"{path}: line {i + 1} is not a row of results: '{lines[i]}'.", exception);
            }
        }

        return rows;
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static double Parse(string field) => field.Length == 0 ? double.NaN : double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace ParticleLimit.Experiments;

/// <summary>One time of an HDF5 file that holds several.</summary>
internal static class StoredTime
{
    /// <summary>Reads from such a file.</summary>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"'{path}' is no file of particles or densities such as simulate and solve write with --out: {exception.Message}", exception);
        }
    }

    /// <summary>The number of a time, but for rounding, or of the last one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds.</param>
    /// <param name="times">When.</param>
    /// <param name="wanted">The time; null for the last one.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static int Choose(string path, string what, double[] times, double? wanted)
    {
        int found = wanted is double time ? Array.FindIndex(times, candidate => Math.Abs(candidate - time) <= 1e-9 * Math.Max(1, Math.Abs(time))) : times.Length - 1;
        if (found >= 0) return found;
        if (times.Length == 0) throw new InvalidDataException($"'{path}' has no {what} at any time");
        throw new InvalidDataException($"'{path}' has no {what} at time {Text(wanted!.Value)}; it has {string.Join(", ", times.Select(Text))}");

        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}

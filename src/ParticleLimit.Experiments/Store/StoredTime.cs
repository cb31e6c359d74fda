using System.Globalization;

namespace ParticleLimit.Experiments;

/// <summary>One time of a file that holds several.</summary>
internal static class StoredTime
{
    /// <summary>Reads such a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should hold, and which verb writes it.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    public static IReadOnlyList<T> Read<T>(string path, string what, Func<string, IReadOnlyList<T>> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"'{path}' is no file of {what} writes: {exception.Message}", exception);
        }
    }

    /// <summary>What a file holds at one time, or at the last one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds.</param>
    /// <param name="items">All of it.</param>
    /// <param name="timeOf">The time of each.</param>
    /// <param name="wanted">The time, but for rounding.</param>
    /// <exception cref="InvalidDataException">There is nothing at that time.</exception>
    public static T Choose<T>(string path, string what, IReadOnlyList<T> items, Func<T, double> timeOf, double? wanted)
        where T : class
    {
        T? found = wanted is not double time ? items.Count > 0 ? items[^1] : null : items.FirstOrDefault(item => Math.Abs(timeOf(item) - time) <= 1e-9 * Math.Max(1, Math.Abs(time)));
        if (found is not null) return found;
        string times = string.Join(", ", items.Select(item => Text(timeOf(item))));
        throw new InvalidDataException($"'{path}' has no {what} at time {(wanted is double asked ? Text(asked) : "")}; it has {(times.Length == 0 ? "none at all" : times)}");

        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}

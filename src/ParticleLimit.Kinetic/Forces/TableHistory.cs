namespace ParticleLimit.Kinetic;

/// <summary>Tables at the instants a solver passed, interpolated in time by the cubic through the four nearest.</summary>
internal sealed class TableHistory
{
    private const int Points = 4;

    private readonly List<double> times = [];
    private readonly List<double[]> tables = [];

    /// <summary>The last instant.</summary>
    public double LastTime => times[^1];

    /// <summary>Adds a table unless its time is already there.</summary>
    public void Add(double time, ReadOnlySpan<double> table)
    {
        if (times.Count > 0 && time <= times[^1]) return;
        times.Add(time);
        tables.Add(table.ToArray());
    }

    /// <summary>The table at a time within the history.</summary>
    public void At(double time, Span<double> table)
    {
        int next = times.BinarySearch(time);
        if (next < 0) next = ~next;
        int points = Math.Min(Points, times.Count), first = Math.Clamp(next - points / 2, 0, times.Count - points);
        table.Clear();
        for (int k = first; k < first + points; k++)
        {
            double weight = 1;
            for (int m = first; m < first + points; m++)
                if (m != k) weight *= (time - times[m]) / (times[k] - times[m]);
            double[] values = tables[k];
            for (int i = 0; i < values.Length; i++) table[i] += weight * values[i];
        }
    }
}

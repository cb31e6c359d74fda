namespace ParticleLimit.Particles;

/// <summary>A list of migrants that keeps its memory from step to step.</summary>
internal sealed class LineMigrants
{
    private LineMigrant[] items = new LineMigrant[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The migrants.</summary>
    public ReadOnlySpan<LineMigrant> Items => items.AsSpan(0, Count);

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one after those there.</summary>
    public void Add(LineMigrant migrant)
    {
        if (Count == items.Length) Array.Resize(ref items, 2 * Count);
        items[Count++] = migrant;
    }

    /// <summary>Adds one before the first of those at the end with a greater key.</summary>
    public void Insert(LineMigrant migrant)
    {
        Add(migrant);
        int at = Count - 1;
        for (; at > 0 && items[at - 1].Key > migrant.Key; at--) items[at] = items[at - 1];
        items[at] = migrant;
    }
}

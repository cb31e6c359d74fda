namespace ParticleLimit.Kinetic;

/// <summary>Cells of eight parallel lines, one after the other.</summary>
/// <param name="start">The first lane of the first cell; the other lanes follow it.</param>
/// <param name="stride">From a cell to the next; 0 repeats one.</param>
/// <param name="count">How many cells; at least one.</param>
/// <typeparam name="T">The stored type of a cell.</typeparam>
internal readonly unsafe struct CellRun<T>(T* start, nint stride, int count)
    where T : unmanaged
{
    /// <summary>The first cell.</summary>
    public T* Start { get; } = start;

    /// <summary>From a cell to the next.</summary>
    public nint Stride { get; } = stride;

    /// <summary>The number of cells.</summary>
    public int Count { get; } = count;
}

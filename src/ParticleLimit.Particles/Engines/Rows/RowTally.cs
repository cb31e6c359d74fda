namespace ParticleLimit.Particles;

/// <summary>How many particles of one block of rows go to each new cell; then the place of the next of them there.</summary>
/// <remarks>A block's particles go to few of the rows, and only those are counted up, read and cleared. A block that is all of the rows keeps no marks.</remarks>
/// <param name="isWhole">Whether the block is all of the rows.</param>
internal sealed unsafe class RowTally(bool isWhole) : IDisposable
{
    private readonly GrowingIntegers counts = new();
    private readonly GrowingIntegers marks = new();
    private int rows;
    private int stride;

    /// <summary>A number a cell, row after row.</summary>
    public int* Counts => counts.Address;

    /// <summary>Not 0 for the rows that have been counted in; null where no marks are kept.</summary>
    public int* Marks => isWhole ? null : marks.Address;

    /// <summary>Whether a row may have been counted in.</summary>
    public bool Has(int row) => isWhole || marks.Address[row] != 0;

    /// <summary>Starts from nothing, in the cells of a layout.</summary>
    public void Begin(RowLayout layout)
    {
        for (int row = 0; row < rows; row++)
        {
            if (!Has(row)) continue;
            new Span<int>(counts.Address + row * stride, stride).Clear();
            if (!isWhole) marks.Address[row] = 0;
        }

        (rows, stride) = (layout.Rows, layout.Stride);
        counts.Reserve(rows * stride);
        marks.Reserve(rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        counts.Dispose();
        marks.Dispose();
    }
}

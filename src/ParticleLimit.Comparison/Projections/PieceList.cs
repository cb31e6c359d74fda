namespace ParticleLimit.Comparison;

/// <summary>Writes down F - G and the lengths on which it has its values.</summary>
internal struct PieceList(double[] differences, double[] lengths) : ISliceVisitor
{
    /// <summary>The intervals so far.</summary>
    public int Count { get; private set; }

    public void Visit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> newLengths)
    {
        newLengths.CopyTo(lengths.AsSpan(Count));
        for (int i = 0; i < newLengths.Length; i++) differences[Count++] = first[i] - second[i];
    }
}

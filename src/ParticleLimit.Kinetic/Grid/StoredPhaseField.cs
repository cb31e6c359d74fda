using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A <see cref="PhaseField"/> in one storage format, with one boundary and in one dimension.</summary>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends of the position axes.</typeparam>
/// <typeparam name="TDimension">d.</typeparam>
internal sealed unsafe class StoredPhaseField<T, TFormat, TBoundary, TDimension> : PhaseField
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
    where TDimension : struct, ISpaceDimension
{
    private readonly AlignedBuffer<T> cells;
    private readonly TransportPass<T, TFormat, TBoundary, TDimension> transport;
    private readonly AlignmentPass<T, TFormat, TDimension> alignment;
    private readonly TransportAlignmentPass<T, TFormat, TBoundary, TDimension> both;

    /// <summary>A grid of zeros.</summary>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public StoredPhaseField(PhaseLayout layout, int threads)
        : base(layout)
    {
        cells = new AlignedBuffer<T>(layout.Length);
        transport = new TransportPass<T, TFormat, TBoundary, TDimension>(layout, Box, cells, threads);
        alignment = new AlignmentPass<T, TFormat, TDimension>(layout, Box, cells, Fields, threads);
        both = new TransportAlignmentPass<T, TFormat, TBoundary, TDimension>(Box, transport, alignment);
    }

    /// <inheritdoc/>
    public override void Transport(double step, TileTeam team, Span<double> ledger) => transport.Apply(step, TDimension.Value, team, ledger);

    /// <inheritdoc/>
    public override void Align(double decay, TileTeam team) => alignment.Apply(decay, team);

    /// <inheritdoc/>
    public override long TransportAndAlign(double step, double decay, TileTeam team, Span<double> ledger) => both.Apply(step, decay, team, ledger);

    /// <inheritdoc/>
    public override void Contract(PositionContractions contractions, TileTeam team) => alignment.Apply(contractions, team);

    /// <inheritdoc/>
    public override void Read(int position, int row, Span<double> values)
    {
        T* from = cells.Start + Layout.Start(position) + (nint)row * Layout.Row;
        Span<double> whole = stackalloc double[PhaseLayout.Width];
        for (int k = 0; k < values.Length; k += PhaseLayout.Width)
        {
            fixed (double* buffer = whole) DoubleCells.Store(TFormat.Load(from + k), buffer);
            whole[..Math.Min(PhaseLayout.Width, values.Length - k)].CopyTo(values[k..]);
        }
    }

    /// <inheritdoc/>
    public override void Write(int position, int row, ReadOnlySpan<double> values)
    {
        T* to = cells.Start + Layout.Start(position) + (nint)row * Layout.Row;
        Span<double> whole = stackalloc double[PhaseLayout.Width];
        for (int k = 0; k < values.Length; k += PhaseLayout.Width)
        {
            whole.Clear();
            values.Slice(k, Math.Min(PhaseLayout.Width, values.Length - k)).CopyTo(whole);
            fixed (double* buffer = whole) TFormat.Store(DoubleCells.Load(buffer), to + k);
        }
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Transport and the alignment after it in one pass over memory less: the last axis is transported line by line, the one line of d = 1 part by part, and a line's or part's positions are aligned while they are in the cache.</summary>
/// <remarks>The result is that of one after the other, to the last bit.</remarks>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends of the position axes.</typeparam>
/// <typeparam name="TDimension">d.</typeparam>
internal sealed class TransportAlignmentPass<T, TFormat, TBoundary, TDimension>(
    ActiveBox box, TransportPass<T, TFormat, TBoundary, TDimension> transport, AlignmentPass<T, TFormat, TDimension> alignment) : ITileWork
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
    where TDimension : struct, ISpaceDimension
{
    // With fewer lines than that some threads would wait for others.
    private const int LinesPerThread = 4;

    private bool inParts;

    /// <summary>Shifts the whole grid, then computes rho and rho u and contracts.</summary>
    /// <param name="step">The s of transport; of either sign.</param>
    /// <param name="decay">gamma s of alignment.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    /// <returns>The cells of the box between the two.</returns>
    public long Apply(double step, double decay, TileTeam team, Span<double> ledger)
    {
        int last = TDimension.Value - 1;
        transport.Apply(step, last, team, ledger);
        transport.Begin(last, step);
        long swept = box.Cells;
        bool alone = swept < TileTeam.WorthHelp;
        int parts = alone ? 0 : transport.Cut();
        inParts = parts > 0;
        if (inParts || alone || transport.Lines >= LinesPerThread * team.Threads)
        {
            alignment.Begin(decay);
            team.Run(this, inParts ? parts : transport.Lines, alone);
            transport.End(ledger);
            alignment.End();
        }
        else
        {
            transport.Run(team, ledger);
            alignment.Apply(decay, team);
        }

        return swept;
    }

    /// <inheritdoc/>
    public void Process(int tile, int worker)
    {
        if (inParts)
        {
            (int first, int end) = transport.ProcessPart(tile, worker);
            alignment.Process(first - box.PositionStart[0], end - box.PositionStart[0], worker);
            return;
        }

        for (int k = 0; k < transport.TilesPerLine; k++) transport.Process(tile * transport.TilesPerLine + k, worker);
        int positions = box.PositionEnd[TDimension.Value - 1] - box.PositionStart[TDimension.Value - 1];
        alignment.Process(tile * positions, (tile + 1) * positions, worker);
    }
}

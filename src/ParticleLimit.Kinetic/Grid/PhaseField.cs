using System.Runtime.InteropServices;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The cell averages of f with the two passes that carry them in time, whatever the storage format and boundary.</summary>
internal abstract class PhaseField(PhaseLayout layout)
{
    /// <summary>Where cells stand.</summary>
    public PhaseLayout Layout { get; } = layout;

    /// <summary>The box outside which the grid is empty.</summary>
    public ActiveBox Box { get; } = new(layout.Dimension);

    /// <summary>rho and rho u as of the last alignment.</summary>
    public MacroscopicFields Fields { get; } = new(layout);

    /// <summary>A grid of zeros for a domain, in the storage format asked for.</summary>
    public static PhaseField Create(PhaseLayout layout, Domain domain, CellStorage storage, int threads) => layout.Dimension switch
    {
        1 => Create<OneDimension>(layout, domain, storage, threads),
        2 => Create<TwoDimensions>(layout, domain, storage, threads),
        _ => Create<ThreeDimensions>(layout, domain, storage, threads),
    };

    /// <summary>Shifts every velocity's positions by v s.</summary>
    /// <param name="step">s.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    public abstract void Transport(double step, TileTeam team, Span<double> ledger);

    /// <summary>Computes the moments of each position and contracts its velocities about u by e^(-decay rho).</summary>
    /// <param name="decay">gamma s; 0 for the moments alone.</param>
    /// <param name="team">Who does it.</param>
    public abstract void Align(double decay, TileTeam team);

    /// <summary><see cref="Transport"/> and then <see cref="Align"/>, in fewer passes over memory.</summary>
    /// <param name="step">The s of transport.</param>
    /// <param name="decay">gamma s of alignment.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    /// <returns>The cells of the box between the two.</returns>
    public abstract long TransportAndAlign(double step, double decay, TileTeam team, Span<double> ledger);

    /// <summary>Contracts the velocities of each position as given; the fields stay as they are.</summary>
    /// <param name="contractions">Of every position.</param>
    /// <param name="team">Who does it.</param>
    public abstract void Contract(PositionContractions contractions, TileTeam team);

    /// <summary>Reads the cell averages of one row along the last velocity axis.</summary>
    /// <param name="position">The position cell.</param>
    /// <param name="row">The row's number among those of the position.</param>
    /// <param name="values">Receives them; no longer than the axis.</param>
    public abstract void Read(int position, int row, Span<double> values);

    /// <summary>Writes them.</summary>
    public abstract void Write(int position, int row, ReadOnlySpan<double> values);

    /// <summary>Writes all cell averages.</summary>
    /// <param name="values">As [position cell, velocity cell], the last axis contiguous in each.</param>
    public void Write(double[,] values)
    {
        int row = Layout.Velocities[^1].Cells;
        for (int position = 0; position < Layout.PositionCells; position++)
            for (int r = 0; r < Rows; r++) Write(position, r, MemoryMarshal.CreateReadOnlySpan(ref values[position, r * row], row));
    }

    /// <summary>The rows of a position: the product of the cells of the velocity axes but the last.</summary>
    public int Rows => (int)(Layout.Cells / Layout.PositionCells / Layout.Velocities[^1].Cells);

    /// <summary>Draws the box around the cells that are not zero.</summary>
    public void FindBox()
    {
        int d = Layout.Dimension;
        var row = new double[Layout.Velocities[^1].Cells];
        for (int k = 0; k < d; k++)
        {
            (Box.PositionStart[k], Box.PositionEnd[k]) = (Layout.Positions[k].Cells, 0);
            (Box.VelocityStart[k], Box.VelocityEnd[k]) = (Layout.Velocities[k].Cells, 0);
        }

        for (int position = 0; position < Layout.PositionCells; position++)
        {
            for (int r = 0; r < Rows; r++)
            {
                Read(position, r, row);
                int first = row.AsSpan().IndexOfAnyExcept(0.0);
                if (first < 0) continue;
                int last = row.AsSpan().LastIndexOfAnyExcept(0.0), rest = position, other = r;
                Include(Box.VelocityStart, Box.VelocityEnd, d - 1, first / PhaseLayout.Width * PhaseLayout.Width);
                Include(Box.VelocityStart, Box.VelocityEnd, d - 1, last / PhaseLayout.Width * PhaseLayout.Width + PhaseLayout.Width - 1);
                for (int k = d - 2; k >= 0; k--)
                {
                    Include(Box.VelocityStart, Box.VelocityEnd, k, other % Layout.Velocities[k].Cells);
                    other /= Layout.Velocities[k].Cells;
                }

                for (int k = d - 1; k >= 0; k--)
                {
                    Include(Box.PositionStart, Box.PositionEnd, k, rest % Layout.Positions[k].Cells);
                    rest /= Layout.Positions[k].Cells;
                }
            }
        }

        static void Include(int[] start, int[] end, int axis, int cell)
        {
            start[axis] = Math.Min(start[axis], cell);
            end[axis] = Math.Max(end[axis], cell + 1);
        }
    }

    private static PhaseField Create<TDimension>(PhaseLayout layout, Domain domain, CellStorage storage, int threads)
        where TDimension : struct, ISpaceDimension => (storage, double.IsFinite(domain.Period(0))) switch
        {
            (CellStorage.EightBytes, true) => new StoredPhaseField<double, DoubleCells, PeriodicBoundary, TDimension>(layout, threads),
            (CellStorage.EightBytes, false) => new StoredPhaseField<double, DoubleCells, OpenBoundary, TDimension>(layout, threads),
            (_, true) => new StoredPhaseField<float, SingleCells, PeriodicBoundary, TDimension>(layout, threads),
            _ => new StoredPhaseField<float, SingleCells, OpenBoundary, TDimension>(layout, threads),
        };
}

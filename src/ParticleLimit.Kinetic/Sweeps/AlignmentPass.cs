using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Alignment over a step: at each position the moments rho and u, then v -> u + e^(-gamma rho s) (v - u), axis after axis; or a contraction given for each position.</summary>
/// <remarks>The velocities of a position are one block of memory: moments and d sweeps cost one pass.</remarks>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TDimension">d.</typeparam>
internal sealed unsafe class AlignmentPass<T, TFormat, TDimension> : ITileWork
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TDimension : struct, ISpaceDimension
{
    private const int Width = PhaseLayout.Width;
    private const int CellsPerTile = 1 << 14;

    private readonly PhaseLayout layout;
    private readonly ActiveBox box;
    private readonly AlignedBuffer<T> cells;
    private readonly MacroscopicFields fields;
    private readonly AlignedBuffer<double>[] scratch;
    private readonly DepartureTable[] tables;
    private PositionContractions? given;
    private double decay;
    private int positionsPerTile;

    /// <summary>A pass over a grid.</summary>
    public AlignmentPass(PhaseLayout layout, ActiveBox box, AlignedBuffer<T> cells, MacroscopicFields fields, int threads)
    {
        (this.layout, this.box, this.cells, this.fields) = (layout, box, cells, fields);
        int longest = Math.Max(layout.Row, layout.Velocities.Max(axis => axis.Cells));
        int room = Math.Max(ContractionSweep<T, TFormat>.Scratch(longest), RowContractionSweep<T, TFormat>.Scratch(longest));
        scratch = [.. Enumerable.Range(0, threads).Select(_ => new AlignedBuffer<double>(room))];
        tables = [.. Enumerable.Range(0, threads).Select(_ => new DepartureTable(longest))];
    }

    /// <summary>Computes rho and rho u, and contracts.</summary>
    /// <param name="decay">gamma s; 0 for the moments alone.</param>
    /// <param name="team">Who does it.</param>
    public void Apply(double decay, TileTeam team)
    {
        Begin(decay);
        Run(team);
        End();
    }

    /// <summary>Prepares <see cref="Process(int, int, int)"/> for all positions of the box.</summary>
    /// <param name="decay">gamma s; 0 for the moments alone.</param>
    public void Begin(double decay)
    {
        (this.decay, given) = (decay, null);
        fields.Clear();
    }

    /// <summary>Draws the box tight around rho, after all positions.</summary>
    public void End()
    {
        if (box.PositionCells > 0) fields.Tighten(box);
    }

    /// <summary>Contracts as given; rho and rho u are left as they are.</summary>
    /// <param name="contractions">Of every position.</param>
    /// <param name="team">Who does it.</param>
    public void Apply(PositionContractions contractions, TileTeam team)
    {
        given = contractions;
        Run(team);
    }

    /// <inheritdoc/>
    public void Process(int tile, int worker) => Process(tile * positionsPerTile, Math.Min(box.PositionCells, (tile + 1) * positionsPerTile), worker);

    /// <summary>Does some positions of the box.</summary>
    /// <param name="first">The number of the first within the box, the last axis running fastest.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="worker">Who does it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Process(int first, int end, int worker)
    {
        double* place = stackalloc double[3];
        for (int at = first; at < end; at++)
        {
            int position = Position(at);
            T* block = cells.Start + layout.Start(position);
            if (given is not null)
            {
                if (given.Factors[position] < 1) Contract(block, Places(position, place), given.Factors[position], worker);
                continue;
            }

            double mass = Moments(block, place);
            if (mass == 0) continue;
            double density = mass * layout.VelocityVolume;
            fields.Density[position] = density;
            for (int k = 0; k < TDimension.Value; k++)
                fields.Momentum[k][position] = density * (layout.Velocities[k].From + (box.VelocityStart[k] + place[k]) * layout.Velocities[k].Width);
            double factor = ContractionFactor.Of(decay * density);
            if (factor < 1) Contract(block, place, factor, worker);
        }
    }

    private void Run(TileTeam team)
    {
        positionsPerTile = Math.Max(1, CellsPerTile / Math.Max(1, box.VelocityCells));
        team.Run(this, (box.PositionCells + positionsPerTile - 1) / positionsPerTile, alone: box.Cells < TileTeam.WorthHelp);
    }

    /// <summary>The place of a given centre on each axis in cells from the start of the active box, which holds it but for rounding.</summary>
    private double* Places(int position, double* place)
    {
        for (int k = 0; k < TDimension.Value; k++)
        {
            double at = (given!.Centres[k][position] - layout.Velocities[k].From) / layout.Velocities[k].Width - box.VelocityStart[k];
            place[k] = Math.Clamp(at, 0, box.VelocityEnd[k] - box.VelocityStart[k]);
        }

        return place;
    }

    /// <summary>The number of a position cell from its number within the active box.</summary>
    private int Position(int at)
    {
        int position = 0, stride = 1;
        for (int k = TDimension.Value - 1; k >= 0; k--)
        {
            int extent = box.PositionEnd[k] - box.PositionStart[k];
            position += (box.PositionStart[k] + at % extent) * stride;
            at /= extent;
            stride *= layout.Positions[k].Cells;
        }

        return position;
    }

    /// <summary>The sum of the cell averages, and the mean place on each axis in cells from the start of the active box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Moments(T* block, double* place)
    {
        (int outer, int middle) = Extents();
        int length = box.VelocityEnd[TDimension.Value - 1] - box.VelocityStart[TDimension.Value - 1];
        Lanes mass = Lanes.Zero, last = Lanes.Zero, second = Lanes.Zero, first = Lanes.Zero;
        for (int i = 0; i < outer; i++)
        {
            Lanes slab = Lanes.Zero;
            for (int j = 0; j < middle; j++)
            {
                T* row = Row(block, i, j);
                Lanes sum = Lanes.Zero, at = Vector512.CreateSequence(0.5, 1.0);
                for (int k = 0; k < length; k += Width, at += Vector512.Create((double)Width))
                {
                    Lanes value = TFormat.Load(row + k);
                    sum += value;
                    last = Vector512.FusedMultiplyAdd(at, value, last);
                }

                second += sum * (j + 0.5);
                slab += sum;
            }

            first += slab * (i + 0.5);
            mass += slab;
        }

        double total = Vector512.Sum(mass);
        place[TDimension.Value - 1] = Vector512.Sum(last) / total;
        if (TDimension.Value > 1) place[TDimension.Value - 2] = Vector512.Sum(second) / total;
        if (TDimension.Value > 2) place[0] = Vector512.Sum(first) / total;
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Contract(T* block, double* place, double factor, int worker)
    {
        DepartureTable table = tables[worker];
        double* room = scratch[worker].Start;
        (int outer, int middle) = Extents();
        int length = box.VelocityEnd[TDimension.Value - 1] - box.VelocityStart[TDimension.Value - 1];
        if (TDimension.Value > 2)
        {
            table.Set(place[0], factor, outer);
            for (int j = 0; j < middle; j++)
                for (int k = 0; k < length; k += Width) ContractionSweep<T, TFormat>.Apply(Row(block, 0, j) + k, layout.VelocityStrides[0], outer, table, room, layout.Block);
        }

        if (TDimension.Value > 1)
        {
            table.Set(place[TDimension.Value - 2], factor, middle);
            for (int i = 0; i < outer; i++)
                for (int k = 0; k < length; k += Width) ContractionSweep<T, TFormat>.Apply(Row(block, i, 0) + k, layout.VelocityStrides[TDimension.Value - 2], middle, table, room, layout.Block);
        }

        if (TDimension.Value == 1)
        {
            RowContractionSweep<T, TFormat>.Apply(Row(block, 0, 0), length, place[0], factor, table, room);
            return;
        }

        table.Set(place[TDimension.Value - 1], factor, length);
        for (int i = 0; i < outer; i++)
        {
            for (int j = 0; j < middle; j += Width)
                ContractionSweep<T, TFormat>.ApplyToRows(Row(block, i, j), layout.VelocityStrides[TDimension.Value - 2], Math.Min(Width, middle - j), length, table, room);
        }
    }

    private (int Outer, int Middle) Extents() => (
        TDimension.Value > 2 ? box.VelocityEnd[0] - box.VelocityStart[0] : 1,
        TDimension.Value > 1 ? box.VelocityEnd[TDimension.Value - 2] - box.VelocityStart[TDimension.Value - 2] : 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T* Row(T* block, int i, int j)
    {
        T* row = block + box.VelocityStart[TDimension.Value - 1];
        if (TDimension.Value > 1) row += (box.VelocityStart[TDimension.Value - 2] + j) * layout.VelocityStrides[TDimension.Value - 2];
        if (TDimension.Value > 2) row += (box.VelocityStart[0] + i) * layout.VelocityStrides[0];
        return row;
    }
}

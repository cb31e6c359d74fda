using System.Text;

namespace ParticleLimit.Kinetic;

/// <summary>The whole state of a grid solver as a stream of bytes, so that a restart goes on as if there had been none, to the last bit.</summary>
/// <remarks>Little-endian: a mark; the problem (force, time step, axes), which must be the solver's own; time, steps, sweeps, ledger, schedule; the box;
/// the cell averages row by row in double precision, which every storage format fits in.</remarks>
internal static class GridCheckpoint
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("ParticleLimit grid 2\n");

    /// <summary>Writes the head: the mark and the problem.</summary>
    public static void WriteProblem(BinaryWriter writer, AlignmentForce force, GridSolverOptions options)
    {
        writer.Write(Mark);
        foreach (double number in Problem(force, options)) writer.Write(number);
    }

    /// <summary>Reads the head.</summary>
    /// <exception cref="InvalidDataException">It is no such stream, or that of another problem.</exception>
    public static void CheckProblem(BinaryReader reader, AlignmentForce force, GridSolverOptions options)
    {
        if (!reader.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark)) throw new InvalidDataException("This is no checkpoint of a grid solver.");
        foreach (double expected in Problem(force, options))
        {
            double found = reader.ReadDouble();
            if (found != expected) throw new InvalidDataException($"The checkpoint belongs to another force, time step or grid: it has {found:R} where this solver has {expected:R}.");
        }
    }

    /// <summary>Writes the box and the cells.</summary>
    public static void WriteCells(BinaryWriter writer, PhaseField field)
    {
        foreach (int[] bounds in Bounds(field.Box))
            foreach (int bound in bounds) writer.Write(bound);
        var row = new double[field.Layout.Velocities[^1].Cells];
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                foreach (double value in row) writer.Write(value);
            }
        }
    }

    /// <summary>Reads the box and the cells.</summary>
    /// <exception cref="EndOfStreamException">The stream is cut short.</exception>
    public static void ReadCells(BinaryReader reader, PhaseField field)
    {
        foreach (int[] bounds in Bounds(field.Box))
            for (int k = 0; k < bounds.Length; k++) bounds[k] = reader.ReadInt32();
        var row = new double[field.Layout.Velocities[^1].Cells];
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            for (int r = 0; r < field.Rows; r++)
            {
                for (int k = 0; k < row.Length; k++) row[k] = reader.ReadDouble();
                field.Write(position, r, row);
            }
        }
    }

    private static int[][] Bounds(ActiveBox box) => [box.PositionStart, box.PositionEnd, box.VelocityStart, box.VelocityEnd];

    private static IEnumerable<double> Problem(AlignmentForce force, GridSolverOptions options) =>
        [.. force.Numbers, options.TimeStep, options.Positions.Length, .. options.Positions.Concat(options.Velocities).SelectMany(axis => new[] { axis.From, axis.To, axis.Cells })];
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Particles one after the other, each with its numbers side by side: what the sort reads, where a particle costs a line of memory wherever it comes from.</summary>
/// <remarks>A particle's numbers are its position, velocity and acceleration, and its label: the caller's index. What a line of eight does not hold goes to a second array.
/// Particles are read and written eight at a time.</remarks>
/// <param name="dimension">d.</param>
internal sealed unsafe class RowRecords(int dimension) : IDisposable
{
    /// <summary>So many particles are read and written at once.</summary>
    public const int Batch = SquareTranspose.Width;

    private const int Line = SquareTranspose.Width;
    private const int Rest = 2;

    private NativeBlock lines = new(0);
    private NativeBlock rests = new(0);
    private int capacity;

    /// <summary>The numbers of a particle.</summary>
    public int Size => 3 * dimension + 1;

    /// <summary>The number of a particle that is its label.</summary>
    public int Label => 3 * dimension;

    private bool Spills => Size > Line;

    /// <summary>A number of a particle.</summary>
    public ref double Number(int particle, int number) =>
        ref number < Line ? ref lines.Doubles[(long)particle * Line + number] : ref rests.Doubles[(long)particle * Rest + number - Line];

    /// <summary>The address of a particle's line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Of(int particle) => lines.Doubles + (long)particle * Line;

    /// <summary>Makes room, and forgets what was there if it has to.</summary>
    public void Reserve(int count)
    {
        if (count <= capacity) return;
        Dispose();
        capacity = count;
        lines = new NativeBlock((long)count * Line * sizeof(double));
        rests = new NativeBlock(Spills ? (long)count * Rest * sizeof(double) : 0);
    }

    /// <summary>Brings the numbers of eight particles, wherever they are, into columns, of which there is room for <see cref="Line"/> at least.</summary>
    /// <param name="from">The places of the particles.</param>
    /// <param name="columns">Where the first number of the first particle goes.</param>
    /// <param name="apart">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int* from, double* columns, nint apart)
    {
        double* line = lines.Doubles;
        SquareTranspose.Store(
            Vector512.Load(line + (long)from[0] * Line), Vector512.Load(line + (long)from[1] * Line), Vector512.Load(line + (long)from[2] * Line), Vector512.Load(line + (long)from[3] * Line),
            Vector512.Load(line + (long)from[4] * Line), Vector512.Load(line + (long)from[5] * Line), Vector512.Load(line + (long)from[6] * Line), Vector512.Load(line + (long)from[7] * Line),
            columns, apart);
        if (!Spills) return;
        for (int k = 0; k < Batch; k++)
        {
            double* rest = rests.Doubles + (long)from[k] * Rest;
            columns[Line * apart + k] = rest[0];
            columns[(Line + 1) * apart + k] = rest[1];
        }
    }

    /// <summary>Writes eight particles that follow one another from columns.</summary>
    /// <param name="first">The place of the first.</param>
    /// <param name="columns">Its first number.</param>
    /// <param name="apart">From one column to the next.</param>
    /// <param name="pastCaches">Whether lines go past the caches: they are then not read first, and other threads see them after a fence.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int first, double* columns, nint apart, bool pastCaches)
    {
        Vector512<double> c0 = Vector512.Load(columns), c1 = Vector512.Load(columns + apart), c2 = Vector512.Load(columns + 2 * apart), c3 = Vector512.Load(columns + 3 * apart);
        Vector512<double> c4 = Vector512.Load(columns + 4 * apart), c5 = Vector512.Load(columns + 5 * apart), c6 = Vector512.Load(columns + 6 * apart), c7 = Vector512.Load(columns + 7 * apart);
        if (pastCaches) SquareTranspose.Stream(c0, c1, c2, c3, c4, c5, c6, c7, Of(first), Line);
        else SquareTranspose.Store(c0, c1, c2, c3, c4, c5, c6, c7, Of(first), Line);
        if (!Spills) return;
        double* rest = rests.Doubles + (long)first * Rest;
        for (int k = 0; k < Batch; k++, rest += Rest)
        {
            rest[0] = columns[Line * apart + k];
            rest[1] = columns[(Line + 1) * apart + k];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lines.Dispose();
        rests.Dispose();
    }
}

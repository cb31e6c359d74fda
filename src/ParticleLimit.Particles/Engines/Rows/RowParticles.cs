using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ParticleLimit.Particles;

/// <summary>Particles row after row, with gaps, an array for each number of a particle: what vectors are loaded from.</summary>
/// <param name="dimension">d.</param>
internal sealed unsafe class RowParticles(int dimension) : IDisposable
{
    // Arrays a multiple of the page apart share the sets of the nearest caches; some lines more keep the streams of one pass apart.
    private const int Stagger = 5 * Line;
    private const int Line = 8;

    private NativeBlock block = new(0);
    private long apart;

    /// <summary>The room there is, gaps included.</summary>
    public int Capacity { get; private set; }

    /// <summary>The coordinates along an axis.</summary>
    public double* Position(int axis) => block.Doubles + axis * apart;

    /// <summary>The velocities predicted for the midpoint, w, along an axis.</summary>
    public double* Predicted(int axis) => block.Doubles + (dimension + axis) * apart;

    /// <summary>The velocities along an axis.</summary>
    public double* Velocity(int axis) => block.Doubles + (2 * dimension + axis) * apart;

    /// <summary>The caller's index of each particle.</summary>
    public double* Label => block.Doubles + 3 * dimension * apart;

    /// <summary>Makes room, and forgets what was there if it has to.</summary>
    public void Reserve(int capacity)
    {
        if (capacity <= Capacity) return;
        Dispose();
        Capacity = capacity;
        apart = (capacity + 511L) / 512 * 512 + Stagger;
        block = new NativeBlock((3 * dimension + 1) * apart * sizeof(double));
    }

    /// <summary>Asks for what a chunk's kick will read, and for what the pairs of a later chunk will: too many streams for the hardware to follow.</summary>
    /// <param name="first">The first particle of the chunk.</param>
    /// <param name="ahead">How far ahead the pairs are fetched.</param>
    /// <param name="count">The particles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prefetch(int first, int ahead, int count)
    {
        if (!Sse.IsSupported) return;
        double* kick = Velocity(0) + first, pairs = Position(0) + first + ahead;
        for (int k = 0; k < count; k += Line)
        {
            for (int number = 0; number <= dimension; number++) Sse.Prefetch0(kick + number * apart + k);
            for (int number = 0; number < 2 * dimension; number++) Sse.Prefetch1(pairs + number * apart + k);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => block.Dispose();
}

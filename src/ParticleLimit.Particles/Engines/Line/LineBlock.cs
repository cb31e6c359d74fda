using System.Runtime.CompilerServices;

namespace ParticleLimit.Particles;

/// <summary>Some particles of a line in increasing position, followed and preceded by particles out of everybody's reach.</summary>
/// <remarks>A block is what one thread works on; its size depends on N alone. Index 0 is the first particle.</remarks>
internal sealed unsafe class LineBlock
{
    /// <summary>Particles come and are ordered in groups of this many: a bit each of a machine word.</summary>
    public const int Group = 64;

    private const int DoublesPerCacheLine = 8;
    private const double OutOfReach = 1e150;

    // Held so that what the pointers point to stays; the arrays are pinned.
    private readonly double[] storage;
    private readonly int[] labels;

    /// <summary>Room for a number of particles, all at the origin and at rest.</summary>
    /// <param name="count">The number; at least one.</param>
    /// <param name="meanVelocity">The velocity given to the particles out of reach.</param>
    public LineBlock(int count, double meanVelocity)
    {
        Count = count;
        Capacity = (count + Group - 1) / Group * Group + Group;
        int stride = Capacity + DoublesPerCacheLine;
        storage = GC.AllocateArray<double>(3 * stride + DoublesPerCacheLine, pinned: true);
        labels = GC.AllocateArray<int>(Capacity, pinned: true);
        Label = (int*)Unsafe.AsPointer(ref labels[0]);

        // Cache lines are whole vectors: the arrays start on one, whatever the runtime's alignment of arrays is.
        const int line = DoublesPerCacheLine * sizeof(double);
        Position = (double*)(((nint)Unsafe.AsPointer(ref storage[0]) + line - 1) & -line) + DoublesPerCacheLine;
        Velocity = Position + stride;
        Third = Velocity + stride;
        new Span<double>(Velocity, Capacity).Fill(meanVelocity);
        for (int before = 1; before <= DoublesPerCacheLine; before++) Position[-before] = -before * OutOfReach;
        for (int after = count; after < Capacity; after++) Position[after] = (after - count + 1) * OutOfReach;
    }

    /// <summary>The number of particles.</summary>
    public int Count { get; }

    /// <summary>The length of the arrays from index 0 on: whole groups, and one more.</summary>
    public int Capacity { get; }

    /// <summary>Positions in units of eps, the whole of them not wrapped: along a torus they go on increasing from block to block and once round.</summary>
    public double* Position { get; }

    /// <summary>Velocities.</summary>
    public double* Velocity { get; }

    /// <summary>Accelerations of the last step; while a step is under way, velocities predicted for its midpoint.</summary>
    public double* Third { get; }

    /// <summary>The caller's index of each particle.</summary>
    public int* Label { get; }

    /// <summary>Particles that belong at the start of the block once it has moved; they take the places of those that are there.</summary>
    public LineMigrants Head { get; } = new();

    /// <summary>Particles that belong at the end.</summary>
    public LineMigrants Tail { get; } = new();

    /// <summary>No particle of the block before can come to lie beyond this in the present step, in this block's coordinates.</summary>
    public double LowerNeighbours { get; set; }

    /// <summary>No particle of the block after can come to lie before this.</summary>
    public double UpperNeighbours { get; set; }

    /// <summary>Particles before this index wait for the block before.</summary>
    public int InnerFrom { get; set; }

    /// <summary>Particles from this index on wait for the block after.</summary>
    public int InnerTo { get; set; }

    /// <summary>sum psi (w_j - w_i) of the particles that wait: those before <see cref="InnerFrom"/>, then those from <see cref="InnerTo"/> on.</summary>
    public double[] EdgeSums { get; private set; } = [];

    /// <summary>The most particles to the right that are in reach of one, or a bound on it.</summary>
    public int Farthest { get; set; }

    /// <summary>The smallest, the largest and the sum of the velocities after the kick.</summary>
    public double Slowest, Fastest, Total;

    /// <summary>The place of a waiting particle's sum in <see cref="EdgeSums"/>.</summary>
    public int EdgePlace(int i) => i < InnerFrom ? i : InnerFrom + i - InnerTo;

    /// <summary>Makes room for that many sums of waiting particles.</summary>
    public void ReserveEdgeSums(int count)
    {
        if (EdgeSums.Length >= count) return;
        double[] larger = GC.AllocateArray<double>(count + count / 2 + Group, pinned: true);
        EdgeSums.CopyTo(larger, 0);
        EdgeSums = larger;
    }
}

using System.Runtime.CompilerServices;

namespace ParticleLimit.Particles;

/// <summary>Particles one after the other, each with its numbers side by side: what the sort reads, where a particle costs one or two lines of memory wherever it comes from.</summary>
/// <param name="dimension">d.</param>
internal sealed unsafe class RowRecords(int dimension) : IDisposable
{
    private NativeBlock block = new(0);
    private NativeBlock labels = new(0);
    private int capacity;

    /// <summary>The numbers of a particle: position, velocity, acceleration.</summary>
    public int Size => 3 * dimension;

    /// <summary>The caller's index of each particle.</summary>
    public int* Label => labels.Integers;

    /// <summary>The record of a particle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Of(int particle) => block.Doubles + (long)particle * (3 * dimension);

    /// <summary>Makes room, and forgets what was there if it has to.</summary>
    public void Reserve(int count)
    {
        if (count <= capacity) return;
        Dispose();
        capacity = count;
        block = new NativeBlock((long)count * Size * sizeof(double));
        labels = new NativeBlock((long)count * sizeof(int));
    }

    /// <summary>Takes over the labels of a copy that is in the same order, for its own, which are not needed any more.</summary>
    public void TakeLabels(RowParticles other) => labels = other.SwapLabels(labels);

    /// <inheritdoc/>
    public void Dispose()
    {
        block.Dispose();
        labels.Dispose();
    }
}

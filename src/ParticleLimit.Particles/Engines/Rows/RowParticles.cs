namespace ParticleLimit.Particles;

/// <summary>Particles row after row, with gaps, an array for each number of a particle: what vectors are loaded from.</summary>
/// <param name="dimension">d.</param>
internal sealed unsafe class RowParticles(int dimension) : IDisposable
{
    // Arrays a multiple of the page apart share the sets of the nearest caches; some lines more keep the streams of one pass apart.
    private const int Stagger = 5 * 8;

    private NativeBlock block = new(0);
    private NativeBlock labels = new(0);
    private long apart;

    /// <summary>The room there is, gaps included.</summary>
    public int Capacity { get; private set; }

    /// <summary>The caller's index of each particle.</summary>
    public int* Label => labels.Integers;

    /// <summary>The coordinates along an axis.</summary>
    public double* Position(int axis) => block.Doubles + axis * apart;

    /// <summary>The velocities predicted for the midpoint, w, along an axis.</summary>
    public double* Predicted(int axis) => block.Doubles + (dimension + axis) * apart;

    /// <summary>The velocities, those of a particle side by side.</summary>
    public double* Velocities => block.Doubles + 2 * dimension * apart;

    /// <summary>From one axis to the next.</summary>
    public long Apart => apart;

    /// <summary>Makes room, and forgets what was there if it has to.</summary>
    public void Reserve(int capacity)
    {
        if (capacity <= Capacity) return;
        Dispose();
        Capacity = capacity;
        apart = (capacity + 511L) / 512 * 512 + Stagger;
        block = new NativeBlock(3 * dimension * apart * sizeof(double));
        labels = new NativeBlock((long)capacity * sizeof(int));
    }

    /// <summary>Gives the labels away for other memory of the same size.</summary>
    public NativeBlock SwapLabels(NativeBlock other)
    {
        NativeBlock mine = labels;
        labels = other;
        return mine;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        block.Dispose();
        labels.Dispose();
    }
}

namespace ParticleLimit.Particles;

/// <summary>Native memory for integers that is replaced by more when more is asked for.</summary>
internal sealed unsafe class GrowingIntegers : IDisposable
{
    private NativeBlock block = new(0);
    private int capacity;

    /// <summary>Where they are.</summary>
    public int* Address => block.Integers;

    /// <summary>Makes room, and forgets what was there if it has to.</summary>
    public void Reserve(int count)
    {
        if (count <= capacity) return;
        block.Dispose();
        capacity = count + count / 4;
        block = new NativeBlock((long)capacity * sizeof(int));
    }

    /// <inheritdoc/>
    public void Dispose() => block.Dispose();
}

using System.Runtime.InteropServices;

namespace ParticleLimit.Particles;

/// <summary>Memory outside the collected heap, aligned and on large pages where the system has them: a pass over millions of particles touches
/// more streams than small pages fit into a core's translation buffer.</summary>
internal sealed unsafe partial class NativeBlock : IDisposable
{
    private const nuint LargePage = 2 << 20;
    private const int AdviseHugePages = 14;

    private void* address;

    /// <summary>So many bytes, all zero.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public NativeBlock(long bytes)
    {
        bytes = Math.Max(bytes, 1);
        nuint size = (nuint)bytes;
        bool large = size >= 2 * LargePage;
        address = NativeMemory.AlignedAlloc(size, large ? LargePage : 64);
        GC.AddMemoryPressure(bytes);
        Bytes = bytes;
        if (large && OperatingSystem.IsLinux()) _ = Advise(address, size, AdviseHugePages); // advice: a refusal changes only the speed
        NativeMemory.Clear(address, size);
    }

    /// <summary>Frees the memory.</summary>
    ~NativeBlock() => Free();

    /// <summary>The size asked for.</summary>
    public long Bytes { get; }

    /// <summary>The memory as numbers.</summary>
    public double* Doubles => (double*)address;

    /// <summary>The memory as integers.</summary>
    public int* Integers => (int*)address;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (address == null) return;
        NativeMemory.AlignedFree(address);
        GC.RemoveMemoryPressure(Bytes);
        address = null;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}

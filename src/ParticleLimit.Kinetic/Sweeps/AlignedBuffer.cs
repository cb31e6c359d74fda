using System.Runtime.InteropServices;

namespace ParticleLimit.Kinetic;

/// <summary>Zeroed memory that does not move and starts on a cache line; the garbage collector frees it with the object.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[] memory;

    /// <summary>A buffer of so many elements.</summary>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public AlignedBuffer(long length)
    {
        Length = length;
        memory = GC.AllocateUninitializedArray<T>(checked((int)(length + CacheLine / sizeof(T))), pinned: true);
        nuint address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        Start = (T*)((address + CacheLine - 1) / CacheLine * CacheLine);
        LargePages.Prefer(address, (nuint)memory.LongLength * (nuint)sizeof(T));
        memory.AsSpan().Clear();
    }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The first element; valid as long as this object is reachable.</summary>
    public T* Start { get; }

    /// <summary>The elements, for a buffer that a span can hold.</summary>
    public Span<T> Span => new(Start, checked((int)Length));
}

using System.Runtime.CompilerServices;

namespace ParticleLimit.Particles;

/// <summary>What one thread needs for working on one block after the other.</summary>
internal sealed unsafe class LineScratch
{
    private readonly double[] sums;
    private readonly int[] far;

    /// <summary>Room for blocks up to a capacity, and for the groups of lanes of a chunk.</summary>
    public LineScratch(int capacity, int chunk)
    {
        sums = GC.AllocateArray<double>(capacity, pinned: true);
        far = GC.AllocateArray<int>(chunk + 1, pinned: true);
    }

    /// <summary>Zero between the passes.</summary>
    public double* Sums => (double*)Unsafe.AsPointer(ref sums[0]);

    /// <summary>The list of <see cref="LineForce{TWeight, TLanes}"/>.</summary>
    public int* Far => (int*)Unsafe.AsPointer(ref far[0]);
}

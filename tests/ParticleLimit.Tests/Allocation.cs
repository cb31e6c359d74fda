namespace ParticleLimit.Tests;

/// <summary>Counts what the present thread allocates.</summary>
internal static class Allocation
{
    /// <summary>The bytes that a piece of work allocates, seen while no collection came between: one takes the rest of the thread's allocation buffer away, and that counts as allocated.</summary>
    /// <param name="work">Called until no collection fell into it; each call goes on from the last.</param>
    public static long During(Action work)
    {
        while (true)
        {
            int collections = GC.CollectionCount(0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated == 0 || GC.CollectionCount(0) == collections) return allocated;
        }
    }
}

namespace ParticleLimit.Tests;

/// <summary>Counts what the present thread allocates.</summary>
internal static class Allocation
{
    private const int Calls = 3;

    /// <summary>The bytes that each call of a piece of work allocates: the fewest of a few calls seen while no collection came between.</summary>
    /// <remarks>A collection takes the rest of the thread's allocation buffer away, and that counts as allocated. The thread pool, busy with other tests, may enlarge its queue
    /// when a team calls its helpers: that happens once, where what a step allocates comes again in every call.</remarks>
    /// <param name="work">Called again and again; each call goes on from the last.</param>
    public static long During(Action work)
    {
        long least = long.MaxValue;
        for (int calls = 0; calls < Calls && least > 0;)
        {
            int collections = GC.CollectionCount(0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > 0 && GC.CollectionCount(0) != collections) continue;
            least = Math.Min(least, allocated);
            calls++;
        }

        return least;
    }
}

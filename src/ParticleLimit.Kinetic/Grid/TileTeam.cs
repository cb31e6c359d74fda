using System.Runtime.ExceptionServices;

namespace ParticleLimit.Kinetic;

/// <summary>Shares out tiles of work between the calling thread and helpers from the thread pool, allocating nothing.</summary>
/// <remarks>The caller works too and never waits for a helper that has not started, so that a busy pool only means fewer helpers.
/// Which thread does which tile is left to chance: work must give the same result whoever does it.</remarks>
internal sealed class TileTeam
{
    /// <summary>Cells below which a pass is over before a helper thread has woken.</summary>
    public const int WorthHelp = 1 << 17;

    private readonly Helper[] helpers;
    private ITileWork? work;
    private int tiles, next, working;
    private Exception? failure;

    /// <summary>A team of so many threads, the caller included.</summary>
    public TileTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        helpers = [.. Enumerable.Range(1, threads - 1).Select(worker => new Helper(this, worker))];
    }

    /// <summary>The number of threads.</summary>
    public int Threads => helpers.Length + 1;

    /// <summary>Does tiles 0 to <paramref name="count"/> - 1 and returns when all are done.</summary>
    /// <param name="work">What a tile is.</param>
    /// <param name="count">How many.</param>
    /// <param name="alone">Whether the work is too small to call helpers.</param>
    public void Run(ITileWork work, int count, bool alone)
    {
        if (alone || helpers.Length == 0 || count < 2)
        {
            for (int tile = 0; tile < count; tile++) work.Process(tile, 0);
            return;
        }

        (tiles, next, failure) = (count, 0, null);
        Volatile.Write(ref this.work, work);
        foreach (Helper helper in helpers) helper.Call();
        try
        {
            Work(work, 0);
        }
        finally
        {
            Volatile.Write(ref this.work, null);
            Interlocked.MemoryBarrier(); // a helper counts itself in before it looks for work
            var wait = default(SpinWait);
            while (Volatile.Read(ref working) > 0) wait.SpinOnce(sleep1Threshold: -1);
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private void Work(ITileWork present, int worker)
    {
        try
        {
            for (int tile = Interlocked.Increment(ref next) - 1; tile < tiles; tile = Interlocked.Increment(ref next) - 1) present.Process(tile, worker);
        }
        catch (Exception exception) when (worker > 0)
        {
            failure = exception;
        }
    }

    private sealed class Helper(TileTeam team, int worker) : IThreadPoolWorkItem
    {
        private int called;

        public void Call()
        {
            if (Interlocked.Exchange(ref called, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        public void Execute()
        {
            Interlocked.Increment(ref team.working);
            if (Volatile.Read(ref team.work) is ITileWork present) team.Work(present, worker);
            Volatile.Write(ref called, 0); // only now: a second call while this one runs would share its scratch memory
            Interlocked.Decrement(ref team.working);
        }
    }
}

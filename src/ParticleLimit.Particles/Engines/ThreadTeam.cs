using System.Runtime.ExceptionServices;

namespace ParticleLimit.Particles;

/// <summary>Some threads that take part in one run; handing out a pass allocates nothing.</summary>
/// <remarks>The calling thread is member 0. The others are background threads that end with the team. Who waits does so awake for some milliseconds, longer than a pass lasts:
/// threads that fall asleep between passes are woken late, and often on the processor of the one that wakes them.</remarks>
internal sealed class ThreadTeam : IDisposable
{
    // Each member's range stands in lines of memory of its own.
    private const int Apart = 16;

    private const int Patience = 5000;

    private readonly object gate = new();
    private readonly long[] ranges;
    private readonly Action<int> takeParts;
    private Action<int>? pass;
    private int passes;
    private int busy;
    private Action<int, int>? work;
    private volatile Exception? failure;

    /// <summary>A team of a number of threads, at least one.</summary>
    public ThreadTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        Members = members;
        ranges = new long[(members + 1) * Apart];
        takeParts = TakeParts;
        for (int member = 1; member < members; member++)
        {
            int self = member;
            new Thread(() => Serve(self)) { IsBackground = true, Name = $"particles {member}" }.Start();
        }
    }

    /// <summary>The number of threads.</summary>
    public int Members { get; }

    /// <summary>Has every member do its share of a pass, and returns when all have.</summary>
    /// <param name="share">Receives the member, 0 .. <see cref="Members"/> - 1; kept by the caller, so that no delegate is made in a step.</param>
    public void Run(Action<int> share)
    {
        if (Members == 1)
        {
            share(0);
            return;
        }

        busy = Members - 1;
        Begin(share);
        Attempt(share, 0);
        for (int spins = 0; spins < Patience && Volatile.Read(ref busy) > 0; spins++) Spin(spins);
        lock (gate)
            while (busy > 0) Monitor.Wait(gate);
        if (failure is not { } first) return;
        failure = null;
        ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Has the parts of a pass done, each by one member, and returns when all are. A member does its own consecutive parts, the same in every pass, whose memory is near to it;
    /// then the last ones of whoever is behind. Which member did a part must not matter.</summary>
    /// <param name="work">Receives the member and the part, 0 .. <paramref name="parts"/> - 1; kept by the caller.</param>
    /// <param name="parts">The number of parts.</param>
    public void Run(Action<int, int> work, int parts)
    {
        this.work = work;
        for (int member = 0; member < Members; member++)
            ranges[(member + 1) * Apart] = Range((int)((long)parts * member / Members), (int)((long)parts * (member + 1) / Members));
        Run(takeParts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Begin(null);
    }

    private static long Range(int from, int to) => ((long)from << 32) | (uint)to;

    /// <summary>Takes the first or the last part of a range, if there is one left.</summary>
    private static bool TryTake(ref long range, bool last, out int part)
    {
        while (true)
        {
            long seen = Volatile.Read(ref range);
            (int from, int to) = ((int)(seen >> 32), (int)seen);
            part = last ? to - 1 : from;
            if (from >= to) return false;
            if (Interlocked.CompareExchange(ref range, last ? Range(from, to - 1) : Range(from + 1, to), seen) == seen) return true;
        }
    }

    private void TakeParts(int member)
    {
        for (int turn = 0; turn < Members; turn++)
        {
            ref long range = ref ranges[((member + turn) % Members + 1) * Apart];
            while (TryTake(ref range, turn > 0, out int part)) work!(member, part);
        }
    }

    private static void Spin(int spins)
    {
        if (spins % 16 == 15) Thread.Yield();
        else Thread.SpinWait(16);
    }

    private void Begin(Action<int>? next)
    {
        lock (gate)
        {
            pass = next;
            Volatile.Write(ref passes, passes + 1);
            Monitor.PulseAll(gate);
        }
    }

    private void Serve(int self)
    {
        for (int done = 0; ; done++)
        {
            for (int spins = 0; spins < Patience && Volatile.Read(ref passes) == done; spins++) Spin(spins);
            Action<int>? share;
            lock (gate)
            {
                while (passes == done) Monitor.Wait(gate);
                share = pass;
            }

            if (share is null) return;
            Attempt(share, self);
            if (Interlocked.Decrement(ref busy) > 0) continue;
            lock (gate) Monitor.PulseAll(gate);
        }
    }

    private void Attempt(Action<int> share, int member)
    {
        try
        {
            share(member);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
        }
    }
}

namespace ParticleLimit.Particles;

/// <summary>Some threads that take part in one run, each with its own share of every pass; handing out a pass allocates nothing.</summary>
/// <remarks>The calling thread is member 0. The others are background threads that end with the team.</remarks>
internal sealed class ThreadTeam : IDisposable
{
    private readonly Barrier? barrier;
    private Action<int>? pass;
    private volatile Exception? failure;

    /// <summary>A team of a number of threads, at least one.</summary>
    public ThreadTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        Members = members;
        if (members == 1) return;
        barrier = new Barrier(members);
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
        if (barrier is null)
        {
            share(0);
            return;
        }

        pass = share;
        barrier.SignalAndWait();
        Attempt(share, 0);
        barrier.SignalAndWait();
        if (failure is not { } first) return;
        failure = null;
        throw new AggregateException(first);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (barrier is null) return;
        pass = null;
        barrier.SignalAndWait();
    }

    private void Serve(int self)
    {
        while (true)
        {
            barrier!.SignalAndWait();
            if (pass is not { } share) return;
            Attempt(share, self);
            barrier.SignalAndWait();
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

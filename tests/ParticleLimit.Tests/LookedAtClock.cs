namespace ParticleLimit.Tests;

/// <summary>A clock on which a second passes with every look, and which calls for a stop at one of them: what waits for a time comes at the same step on every machine.</summary>
internal sealed class LookedAtClock(CancellationTokenSource? stop = null, int stopAt = 0) : TimeProvider
{
    private int looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp()
    {
        if (++looks == stopAt) stop!.Cancel();
        return looks;
    }
}

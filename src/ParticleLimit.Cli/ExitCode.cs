namespace ParticleLimit.Cli;

/// <summary>The exit codes of the contract.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>The specification or the arguments are wrong; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by SIGTERM; what is finished is kept, and a cluster requeues the job.</summary>
    public const int Terminated = 75;

    /// <summary>Stopped by Ctrl-C; can be resumed.</summary>
    public const int Interrupted = 130;
}

using System.Runtime.InteropServices;

namespace ParticleLimit.Cli;

/// <summary>Remembers which signal asked the program to stop; the host alone acts on it.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private volatile int exitCode = Cli.ExitCode.Interrupted;

    public StopSignal()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => exitCode = Cli.ExitCode.Interrupted);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => exitCode = Cli.ExitCode.Terminated);
    }

    public int ExitCode => exitCode;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
    }
}

using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>What a computed solution can give besides, d = 1: cell averages on a grid of phase space at the output times, and what it cost.</summary>
public interface IGridSolution
{
    /// <summary>The position axis of its output.</summary>
    GridAxis Position { get; }

    /// <summary>The velocity axis of its output.</summary>
    GridAxis Velocity { get; }

    /// <summary>Cells of phase space, or quads of labels, that it computes with.</summary>
    long Cells { get; }

    /// <summary>Cells remapped, or quads carried and deposited, in all sweeps of all steps.</summary>
    double CellSweeps { get; }

    /// <summary>Time steps taken.</summary>
    long Steps { get; }

    /// <summary>Wall-clock seconds of stepping.</summary>
    double Seconds { get; }

    /// <summary>How it did on its way; empty where that was not looked at.</summary>
    ImmutableArray<DiagnosticsRow> Diagnostics => [];

    /// <summary>What set the time step.</summary>
    string TimeStepReason => "";

    /// <summary>f, rho, u and the observables at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    GridSnapshot Snapshot(double time);
}

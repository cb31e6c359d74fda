using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>What a computed solution tells of its making.</summary>
public interface IComputedSolution
{
    /// <summary>Cells of phase space or of the line, or quads of labels, that it computes with.</summary>
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
}

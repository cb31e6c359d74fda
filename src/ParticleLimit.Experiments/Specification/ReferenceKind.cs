namespace ParticleLimit.Experiments;

/// <summary>Which solution of (1.3) the particles are compared with.</summary>
public enum ReferenceKind
{
    /// <summary>A closed form where one exists, else the phase-space sheet in d = 1 where it can be laid, else the grid solver.</summary>
    Auto,

    /// <summary>A closed form; an error where none exists.</summary>
    Exact,

    /// <summary>The grid solver.</summary>
    Grid,

    /// <summary>The phase-space sheet, d = 1.</summary>
    Sheet,

    /// <summary>The moving velocity frame, d = 1 or 2, for large gamma; the grid from where streams cross.</summary>
    MovingFrame,

    /// <summary>The upwind scheme of the paper's Section 4, to see its errors.</summary>
    Upwind,
}

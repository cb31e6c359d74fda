namespace ParticleLimit.Experiments;

/// <summary>Which solution of (1.3) the particles are compared with.</summary>
public enum ReferenceKind
{
    /// <summary>A closed form where one exists, else the grid solver.</summary>
    Auto,

    /// <summary>A closed form; an error where none exists.</summary>
    Exact,

    /// <summary>The grid solver.</summary>
    Grid,
}

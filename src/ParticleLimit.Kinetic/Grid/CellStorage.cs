namespace ParticleLimit.Kinetic;

/// <summary>The precision in which cell averages are stored; arithmetic and moments are in double precision.</summary>
public enum CellStorage
{
    /// <summary>Double precision: mass and momentum hold to rounding.</summary>
    EightBytes,

    /// <summary>Single precision, for grids that would not fit otherwise: mass and momentum hold to about 1e-7 of themselves.</summary>
    FourBytes,
}

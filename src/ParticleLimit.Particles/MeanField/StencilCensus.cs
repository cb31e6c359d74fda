namespace ParticleLimit.Particles;

/// <summary>The cells around a cell by what is in reach.</summary>
/// <param name="Whole">The cells of which every point is in reach of every point of the cell in the middle.</param>
/// <param name="Partial">The other cells with a point in reach.</param>
/// <param name="Runs">The runs along axis 0 that all of them make.</param>
/// <param name="PartialRuns">The runs that the partial ones alone make.</param>
internal readonly record struct StencilCensus(int Whole, int Partial, int Runs, int PartialRuns);

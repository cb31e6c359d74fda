namespace ParticleLimit.Kinetic;

/// <summary>The part of an axis that a shift concerns.</summary>
/// <param name="Cells">Cells of the whole axis.</param>
/// <param name="SourceStart">The first cell that may hold mass before.</param>
/// <param name="SourceEnd">One past the last of these.</param>
/// <param name="TargetStart">The first cell to write.</param>
/// <param name="TargetEnd">One past the last of these; all cells that held mass or may hold it now are written.</param>
internal readonly record struct SweepSpan(int Cells, int SourceStart, int SourceEnd, int TargetStart, int TargetEnd);

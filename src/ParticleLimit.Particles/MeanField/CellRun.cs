namespace ParticleLimit.Particles;

/// <summary>Consecutive cells of a stencil along axis 0, as offsets from the cell in its middle.</summary>
/// <param name="From">The first offset along axis 0.</param>
/// <param name="To">The last offset along axis 0.</param>
/// <param name="Offset1">The offset along axis 1.</param>
/// <param name="Offset2">The offset along axis 2.</param>
internal readonly record struct CellRun(int From, int To, int Offset1, int Offset2);

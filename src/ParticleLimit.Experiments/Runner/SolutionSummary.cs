namespace ParticleLimit.Experiments;

/// <summary>What solving for the reference cost.</summary>
/// <param name="Method">The reference's method.</param>
/// <param name="Cells">Phase-space cells, or quads of labels; 0 for a closed form.</param>
/// <param name="Steps">Time steps; 0 for a closed form.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="CellSweepsPerSecond">Cells of the grid remapped per second, 2d sweeps a step, or quads of a sheet carried and deposited, four a step; empty regions that the solver skips are counted, so that it compares whole solutions.</param>
public sealed record SolutionSummary(string Method, long Cells, long Steps, double Seconds, double CellSweepsPerSecond);

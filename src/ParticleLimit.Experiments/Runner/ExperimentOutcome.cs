using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>What a finished experiment measured.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Rows">Every row of results.csv.</param>
/// <param name="Fits">Every fitted order.</param>
/// <param name="CellsComputed">Cells computed by this run.</param>
/// <param name="CellsReused">Cells found finished.</param>
public sealed record ExperimentOutcome(
    IKineticReference Reference, IReadOnlyList<ResultRow> Rows, IReadOnlyList<RateFit> Fits, int CellsComputed, int CellsReused);

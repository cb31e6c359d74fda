using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Plotting;

/// <summary>All that figures and the report are drawn from: results as stored, nothing computed anew.</summary>
/// <param name="Specification">The experiment.</param>
/// <param name="Rows">The rows of results.csv.</param>
/// <param name="Fits">The fits of fits.json.</param>
/// <param name="Fields">The reference's f(t, x, v) in d = 1; empty where there is none.</param>
/// <param name="Profiles">The reference's density where there is no phase space (first-order systems); empty elsewhere.</param>
/// <param name="Clouds">The particles to lay over fields or patches; empty where there are none.</param>
/// <param name="Diagnostics">The lines of diagnostics.csv, the header first; null where there is none.</param>
/// <param name="Manifest">manifest.json; null where it is missing.</param>
/// <param name="Budget">The error budget; null where it is missing.</param>
public sealed record FigureInputs(
    ExperimentSpecification Specification, IReadOnlyList<ResultRow> Rows, IReadOnlyList<RateFit> Fits,
    IReadOnlyList<PhaseSpaceField> Fields, IReadOnlyList<DensityProfile> Profiles, IReadOnlyList<PlaneCloud> Clouds, JsonObject? Manifest,
    IReadOnlyList<string[]>? Diagnostics = null, BudgetTable? Budget = null)
{
    /// <summary>The reference's rho(t, x) in d = 2 and 3; empty where there is none.</summary>
    public IReadOnlyList<FieldSnapshot> Patches { get; init; } = [];
}

using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>The "reference" part of a specification.</summary>
/// <param name="Kind">Closed form, grid or sheet.</param>
/// <param name="Position">The position axes of a grid, or of a sheet's output; null leaves them to the program.</param>
/// <param name="Velocity">The velocity axes likewise; null leaves them to the program.</param>
/// <param name="TimeStep">The solver's time step; null leaves it to the program.</param>
/// <param name="Range">The range of a nonlocal reference of the Cucker-Smale system; null for the limit itself.</param>
/// <param name="Cells">Quads of a sheet along x0 and v0; null leaves them to the program.</param>
/// <param name="DiagnosticSteps">Steps of a grid or a sheet from one row of diagnostics to the next; null leaves it to the program.</param>
/// <param name="Extrapolate">Whether a sheet is extrapolated from a pair.</param>
/// <param name="BoundaryTolerance">The mass that may leave a grid through its sides; null leaves it to the program.</param>
/// <param name="FrameCells">Cells of a moving frame along each component of v in each position cell; null leaves them to the program.</param>
public sealed record ReferenceSpecification(
    ReferenceKind Kind, AxisSpecification? Position, AxisSpecification? Velocity, double? TimeStep, ReferenceRange? Range,
    ImmutableArray<int>? Cells = null, bool Extrapolate = true, int? DiagnosticSteps = null, int? FrameCells = null, double? BoundaryTolerance = null);

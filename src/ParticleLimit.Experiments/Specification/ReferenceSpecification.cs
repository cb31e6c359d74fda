namespace ParticleLimit.Experiments;

/// <summary>The "reference" part of a specification.</summary>
/// <param name="Kind">Closed form or grid.</param>
/// <param name="Position">The position axes of a grid; null leaves them to the program.</param>
/// <param name="Velocity">The velocity axes of a grid; null leaves them to the program.</param>
/// <param name="TimeStep">The grid solver's time step; null leaves it to the program.</param>
/// <param name="Range">The range of a nonlocal reference of the Cucker-Smale system; null for the limit itself.</param>
public sealed record ReferenceSpecification(
    ReferenceKind Kind, AxisSpecification? Position, AxisSpecification? Velocity, double? TimeStep, ReferenceRange? Range);

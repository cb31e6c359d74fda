namespace ParticleLimit.Comparison;

/// <summary>A start on the line with the mass it stands for.</summary>
/// <param name="Component">The component of the flock it belongs to.</param>
/// <param name="Weight">Its mass.</param>
/// <param name="Position">x.</param>
/// <param name="Velocity">v.</param>
internal readonly record struct StartLabel(int Component, double Weight, double Position, double Velocity);

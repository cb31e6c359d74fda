namespace ParticleLimit.Particles;

/// <summary>A particle that may change sides at the border of two blocks.</summary>
/// <param name="Key">Its new position in the coordinates of the block before the border.</param>
/// <param name="Position">Its new position in the coordinates of the block it comes from.</param>
/// <param name="Velocity">Its velocity.</param>
/// <param name="Predicted">Its velocity predicted for the midpoint.</param>
/// <param name="Label">The caller's index.</param>
/// <param name="FromAfter">Whether it comes from the block after the border.</param>
internal readonly record struct LineMigrant(double Key, double Position, double Velocity, double Predicted, int Label, bool FromAfter);

namespace ParticleLimit.Experiments;

/// <summary>The range over which a grid reference of system (1.4) averages, instead of at a point: to tell the error of locality from the rest.</summary>
/// <param name="Fixed">A fixed range; null for the range eps of each rung.</param>
public sealed record ReferenceRange(double? Fixed)
{
    /// <summary>The range beside N particles whose own is <paramref name="epsilon"/>.</summary>
    public double At(double epsilon) => Fixed ?? epsilon;
}

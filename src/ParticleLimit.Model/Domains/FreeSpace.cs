namespace ParticleLimit.Model;

/// <summary>The whole space R^d.</summary>
/// <param name="Dimension">d, 1 to 3.</param>
public sealed record FreeSpace(int Dimension) : Domain(Dimension)
{
    /// <inheritdoc/>
    public override double Period(int axis) => double.PositiveInfinity;
}

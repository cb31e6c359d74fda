namespace ParticleLimit.Model;

/// <summary>Independent uniform points.</summary>
public sealed class IndependentSequence(RandomStream stream) : IUniformSequence
{
    private RandomStream stream = stream;

    /// <inheritdoc/>
    public void Next(Span<double> point)
    {
        for (int k = 0; k < point.Length; k++) point[k] = stream.NextDouble();
    }
}

namespace ParticleLimit.Model;

/// <summary>A sequence of points of the open unit cube, independent or evenly spread, that an initial state maps to particles.</summary>
public interface IUniformSequence
{
    /// <summary>Fills <paramref name="point"/> with the next point of (0, 1)^k, k its length.</summary>
    void Next(Span<double> point);
}

namespace ParticleLimit.Particles;

/// <summary>What is done with every pair of neighbours. Implemented by structs, so that the pair loop is compiled around it.</summary>
public interface IPairVisitor
{
    /// <summary>Receives one pair; each unordered pair comes once, in no promised order.</summary>
    /// <param name="i">One particle.</param>
    /// <param name="j">The other, not equal to <paramref name="i"/>.</param>
    /// <param name="squaredDistance">|x_j - x_i|^2, of the nearest images on a torus; strictly under the square of the cutoff.</param>
    void Visit(int i, int j, double squaredDistance);
}

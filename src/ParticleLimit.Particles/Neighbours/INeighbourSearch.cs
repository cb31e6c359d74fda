namespace ParticleLimit.Particles;

/// <summary>Finds all pairs of particles nearer than a cutoff.</summary>
/// <remarks>All implementations take the decision |x_j - x_i|^2 &lt; cutoff^2 by the same floating-point operations, so that they find
/// exactly the same pairs with bitwise the same distances. An instance reuses its buffers and serves one thread at a time.</remarks>
public interface INeighbourSearch
{
    /// <summary>The word that names this search in a specification.</summary>
    string Name { get; }

    /// <summary>Visits each unordered pair nearer than the cutoff exactly once.</summary>
    /// <param name="positions">One array per axis, of equal lengths; on a torus any representative will do.</param>
    /// <param name="cutoff">The distance, positive; it may exceed half the box, when a pair still counts once, by its nearest images.</param>
    /// <param name="visitor">Receives the pairs.</param>
    /// <exception cref="ArgumentException">The arrays do not fit the domain, or a position is not a finite number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is not positive, or its square is not finite.</exception>
    void VisitPairs<TVisitor>(double[][] positions, double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct;
}

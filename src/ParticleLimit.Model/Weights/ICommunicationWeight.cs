namespace ParticleLimit.Model;

/// <summary>A communication weight psi: nonnegative, bounded, and zero from the support radius R on.</summary>
/// <remarks>Lengths are in units of eps, as in (1.4), where psi is evaluated at |x_j - x_i| / eps. Implementations are
/// readonly record structs, so that an engine taking one as a struct type argument is specialised by the JIT.</remarks>
public interface ICommunicationWeight
{
    /// <summary>The word that names this weight in a specification.</summary>
    string Name { get; }

    /// <summary>The support radius R: psi(r) = 0 for r &gt;= R.</summary>
    double SupportRadius { get; }

    /// <summary>psi(r) as a function of r^2; zero for r^2 &gt;= R^2.</summary>
    /// <param name="squaredDistance">r^2, in units of eps^2.</param>
    double Value(double squaredDistance);

    /// <summary>psi of several r^2 at once, for the vector loops; agrees with <see cref="Value"/> to rounding, NaN for NaN or 0.</summary>
    /// <typeparam name="TLanes">The width.</typeparam>
    /// <param name="squaredDistance">r^2, in units of eps^2.</param>
    unsafe TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes>
    {
        double* lanes = stackalloc double[TLanes.Count];
        squaredDistance.Store(lanes);
        for (int k = 0; k < TLanes.Count; k++) lanes[k] = Value(lanes[k]);
        return TLanes.Load(lanes);
    }

    /// <summary>The integral of psi(|z|) over R^d, for d = 1, 2, 3, so that gamma = kappa times it (the constant of (1.3)).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not 1, 2 or 3.</exception>
    double Integral(int dimension);

    /// <summary>The encounter integral Psi(b) = int_R psi(sqrt(b^2 + s^2)) ds of a straight passage at impact parameter b.</summary>
    /// <remarks>MATHEMATICS.md section 4: one encounter changes v by kappa eps Psi(b) w/|w|.</remarks>
    double EncounterIntegral(double impactParameter);
}

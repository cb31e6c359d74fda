using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums s_i = sum_{j != i} psi(|x_j - x_i| / r) (v_j - v_i) of particles that each have O(N) others in range, without visiting every pair.</summary>
/// <remarks>The weights of i on j and of j on i are the same number (up to rounding), so that sum_i s_i = 0: momentum is constant whatever
/// the accuracy of the weights. Positions are loaded once for several velocities. Nothing is allocated after the first load of a size.</remarks>
internal abstract class AlignmentSum
{
    /// <summary>The largest error of psi, as a part of its largest value, in sums that are not exact.</summary>
    public const double DefaultTolerance = 1e-8;

    /// <summary>How the sums are taken, for manifests.</summary>
    public abstract string Method { get; }

    /// <summary>sum_{j != i} psi(|x_j - x_i| / r) of each particle at the positions last loaded.</summary>
    public abstract ReadOnlySpan<double> Crowding { get; }

    /// <summary>The sums of a weight on a domain: exact prefix moments in d = 1, moments of cells in d = 2 and 3.</summary>
    /// <param name="domain">Where positions live.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="tolerance">The largest error of psi as a part of psi(0); polynomial weights have none.</param>
    public static AlignmentSum Create<TWeight>(Domain domain, TWeight weight, double range, double tolerance = DefaultTolerance)
        where TWeight : struct, ICommunicationWeight
    {
        double reach = range * weight.SupportRadius;
        CheckReach(domain, reach);
        return domain.Dimension switch
        {
            1 => new PrefixMomentSum(domain, PiecewiseWeight.Of(weight, tolerance), reach),
            2 => new CellMomentSum<TWeight, TwoDimensions>(domain, weight, range, tolerance),
            _ => new CellMomentSum<TWeight, ThreeDimensions>(domain, weight, range, tolerance),
        };
    }

    /// <summary>Takes in the positions, wrapped into the domain, and computes <see cref="Crowding"/>.</summary>
    /// <param name="positions">One array per axis.</param>
    public abstract void Load(double[][] positions);

    /// <summary>Computes the sums at the positions last loaded.</summary>
    /// <param name="velocities">One array per axis; rounding is least if their mean is near zero.</param>
    /// <param name="sums">Receives s_i, one array per axis.</param>
    public abstract void Apply(double[][] velocities, double[][] sums);

    /// <summary>Checks that on a torus at most one image of a particle is in reach.</summary>
    /// <exception cref="ArgumentException">The reach is longer than half a period.</exception>
    private static void CheckReach(Domain domain, double reach)
    {
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            if (reach <= domain.Period(axis) / 2) continue;
            throw new ArgumentException(
                $"The range times the support radius, {reach}, is at most half the period of each axis; on axis {axis} that is {domain.Period(axis) / 2}.", nameof(domain));
        }
    }
}

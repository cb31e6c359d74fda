using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The orders in N that MATHEMATICS.md section 4 predicts for the measures of results.csv.</summary>
/// <remarks>With eps = N^(-beta/d) and the coupling kappa / (N eps^d) there are three sources of error, each a power of N:
/// <list type="bullet">
/// <item>encounters: a variance eps^(1-d) / N, of order 1 - beta (d - 1) / d, which is eps = N^(-1/d) for the paper's beta = 1;</item>
/// <item>locality: a bias eps^2, of order 2 beta / d;</item>
/// <item>sampling: the iid floor of the distance, whose order depends on the distance and the dimension.</item>
/// </list>
/// The order of a sum is that of its slowest part, so these are statements about large N: where two orders are near each other,
/// a short ladder shows a slope between them. The floors hold for independent starts ("sampling": "iid").
/// In a homogeneous flock there is no locality. Of mono-kinetic data neighbours differ in velocity by eps (z . grad) u only, z = (x_j - x_i) / eps, and keep their places in the flow, so that nothing averages out in time: the force,
/// a sum of N eps^d such terms with the factor 1 / (N eps^d), scatters by a variance eps^2 / (N eps^d), of order 1 - beta + 2 beta / d, and its mean is off by eps^2 inside and, within eps of an edge, by eps. A mean square has
/// thus eps^4, or with an edge eps^3, and the mean law eps^2 either way.</remarks>
public static class PredictedOrders
{
    private const string FloorSuffix = "-floor";

    /// <summary>The predicted p of a measure that falls like N^(-p); null where there is no prediction.</summary>
    /// <remarks>For the coupling mean squares p is the order of the mean square, twice that of its root. With R replicas averaged the
    /// sampling part is only divided by a power of R: where it falls more slowly than the bias, the slope at fixed R
    /// crosses over from the one to the other and nothing is predicted. Observables tend to a constant other than zero and
    /// have no order. That of h-minus-s is the same for every s at which points have a norm.</remarks>
    /// <param name="measure">A measure's name in results.csv; a name that ends in "-floor" is a floor whatever <paramref name="isFloor"/> says.</param>
    /// <param name="dimension">d, 1 to 3.</param>
    /// <param name="beta">beta in (0, 1] of eps = N^(-beta/d).</param>
    /// <param name="kind">What kind of flock it is.</param>
    /// <param name="replicaAveraged">Whether the measure is taken of the replica-averaged empirical measure E[mu_N].</param>
    /// <param name="isFloor">Whether it is the same distance of an iid sample of f.</param>
    /// <exception cref="ArgumentOutOfRangeException">d is not 1, 2 or 3, or beta is not in (0, 1].</exception>
    public static double? For(string measure, int dimension, double beta, FlockKind kind = FlockKind.Uneven, bool replicaAveraged = false, bool isFloor = false)
    {
        if (dimension is < 1 or > 3) throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension is 1, 2 or 3.");
        if (!(beta > 0 && beta <= 1)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta lies in (0, 1].");

        if (measure.EndsWith(FloorSuffix, StringComparison.Ordinal)) return For(measure[..^FloorSuffix.Length], dimension, beta, kind, replicaAveraged, isFloor: true);

        if (measure.StartsWith("coupling-", StringComparison.Ordinal))
            return isFloor || replicaAveraged ? null : CouplingMeanSquare(measure, dimension, beta, kind);
        if (measure.EndsWith("-bias", StringComparison.Ordinal)) return isFloor || replicaAveraged ? null : Bias(dimension, beta, kind);
        if (measure is "dissipation-deficit" or "pair-excess") return isFloor || replicaAveraged || dimension == 1 ? null : EncounterVariance(dimension, beta);

        double? sampling = Sampling(measure, dimension, kind);
        if (isFloor || sampling is null) return sampling;

        double bias = Bias(dimension, beta, kind);
        if (replicaAveraged) return bias <= sampling ? bias : null;
        return Math.Min(sampling.Value, bias);
    }

    /// <summary>The kind of an initial state.</summary>
    public static FlockKind KindOf(InitialState initial, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(domain);
        if (domain is Torus torus && initial.IsHomogeneousOn(torus)) return FlockKind.Homogeneous;
        if (initial is not MonoKineticState monoKinetic) return FlockKind.Uneven;
        bool ends = Enumerable.Range(0, initial.Dimension).Any(axis => monoKinetic.Positions[axis] is UniformMarginal law && law.To - law.From < domain.Period(axis) * (1 - 1e-12));
        return ends ? FlockKind.MonoKineticWithEdge : FlockKind.MonoKinetic;
    }

    /// <summary>The same for the mean-field system, coupling lambda/N at a fixed range: every fluctuation is that of a sum over N particles, so that mean squares
    /// fall like 1/N and the bias of E[mu_N] likewise, under any sampling error.</summary>
    /// <param name="measure">A measure's name in results.csv.</param>
    /// <param name="dimension">d, 1 to 3.</param>
    /// <param name="kind">What kind of flock it is.</param>
    /// <param name="isFloor">Whether it is the same distance of an iid sample of f.</param>
    public static double? ForMeanField(string measure, int dimension, FlockKind kind = FlockKind.Uneven, bool isFloor = false) => measure switch
    {
        "coupling-velocity-mse" or "coupling-position-mse" => isFloor ? null : 1,
        _ when measure.EndsWith("-bias", StringComparison.Ordinal) => isFloor ? null : 1,
        _ when measure.StartsWith("coupling-", StringComparison.Ordinal) => null,
        _ when measure.EndsWith(FloorSuffix, StringComparison.Ordinal) => Sampling(measure[..^FloorSuffix.Length], dimension, kind),
        _ => Sampling(measure, dimension, kind),
    };

    /// <summary>The same for first-order systems: independent starts stay independent at the scale eps (the Poisson state is invariant), so that sampling decides.</summary>
    /// <remarks>The mollified density of <c>l1-density</c> has N^(1/2) particles in a box, a relative error N^(-1/4). Where f has a shock nothing is predicted;
    /// the order of evenly spread starts is that of the dynamics, not of sampling.</remarks>
    /// <param name="measure">A measure's name in results.csv.</param>
    public static double? ForFirstOrder(string measure) => (measure.EndsWith(FloorSuffix, StringComparison.Ordinal) ? measure[..^FloorSuffix.Length] : measure) switch
    {
        "w1-position" => 0.5,
        "l1-density" => 0.25,
        _ => null,
    };

    /// <summary>The order of the encounter variance eps^(1-d) / N: 1 - beta (d - 1) / d, and 1/d for beta = 1.</summary>
    public static double EncounterVariance(int dimension, double beta) => (dimension - beta * (dimension - 1)) / dimension;

    /// <summary>The order of the locality bias eps^2 of a symmetric psi: 2 beta / d.</summary>
    public static double Locality(int dimension, double beta) => 2 * beta / dimension;

    /// <summary>The order of the scatter of the force in mono-kinetic data, eps^(2-d) / N: 1 - beta + 2 beta / d.</summary>
    public static double MonoKineticVariance(int dimension, double beta) => 1 - beta + 2 * beta / dimension;

    /// <summary>The order of E[mu_N] - f, the slower of scatter and locality: of an uneven flock 1/d for beta = 1, greatest at beta = d / (d + 1).</summary>
    public static double Bias(int dimension, double beta, FlockKind kind = FlockKind.Uneven) => kind switch
    {
        FlockKind.Homogeneous => EncounterVariance(dimension, beta),
        FlockKind.Uneven => Math.Min(EncounterVariance(dimension, beta), Locality(dimension, beta)),
        _ => Math.Min(MonoKineticVariance(dimension, beta), Locality(dimension, beta)),
    };

    // The mean square adds the variance and the square of the locality error.
    private static double? CouplingMeanSquare(string measure, int dimension, double beta, FlockKind kind) => measure switch
    {
        "coupling-velocity-mse" or "coupling-position-mse" => kind switch
        {
            FlockKind.Homogeneous => EncounterVariance(dimension, beta),
            FlockKind.Uneven => Math.Min(EncounterVariance(dimension, beta), 2 * Locality(dimension, beta)),
            FlockKind.MonoKinetic => Math.Min(MonoKineticVariance(dimension, beta), 2 * Locality(dimension, beta)),
            _ => Math.Min(MonoKineticVariance(dimension, beta), 1.5 * Locality(dimension, beta)), // a share eps of the flock, off by eps
        },
        "coupling-velocity-mse-predicted" => EncounterVariance(dimension, beta),
        _ => null,
    };

    // W1 in D dimensions: D = 1 gives 1/2, D = 2 gives 1/2 up to a logarithm, D >= 3 gives 1/D; so does W2 for D >= 2 where f has no gaps
    // (N. Fournier, A. Guillin, Probab. Theory Relat. Fields 162, 2015). Phase space has D = 2d;
    // mono-kinetic data lie on a graph over the positions, D = d.
    private static double? Sampling(string measure, int dimension, FlockKind kind) => measure switch
    {
        "w1" or "w2" or "bounded-lipschitz" => Wasserstein(kind is FlockKind.Uneven or FlockKind.Homogeneous ? 2 * dimension : dimension),
        "w1-position" or "w1-velocity" => Wasserstein(dimension),
        "sliced-w1" or "max-sliced-w1" or "sliced-w1-position" or "sliced-w1-velocity" or "energy-distance" or "mmd" or "mmd-laplace" or "h-minus-s"
            or "kolmogorov-position" or "kolmogorov-velocity" => 0.5,
        _ => null,
    };

    private static double Wasserstein(int dimension) => 1.0 / Math.Max(2, dimension);
}

using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>Every word that can stand in a specification, with what it means; reader, schema and the "list" verb share it.</summary>
public static class SpecificationVocabulary
{
    /// <summary>Particle systems.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Systems { get; } =
    [
        ("cucker-smale", "x' = v, v_i' = kappa/(N eps^d) sum_j psi(|x_j - x_i|/eps) (v_j - v_i), eps = N^(-beta/d): system (1.4)"),
        ("mean-field-cucker-smale", "v_i' = (lambda/N) sum_j psi(|x_j - x_i|/range) (v_j - v_i) at a fixed range, with the limit (1.2); \"lambda\" and \"range\" instead of \"gamma\" and \"scaling\""),
        ("first-order", "d = 1: x_i' = 1/(N eps) sum_{j != i} phi(|x_i - x_j|/eps), with the limit f_t + (Phi f^2)_x = nu f_xx; \"noise\", \"integrator\", \"selfInteraction\" instead of \"gamma\""),
        ("granular", "cucker-smale with the factor |v_j - v_i| in the force"),
    ];

    /// <summary>Domains.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Domains { get; } =
        [("torus", "periodic; needs \"lengths\", one per axis"), ("free-space", "the whole space")];

    /// <summary>Communication weights.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Weights { get; } =
    [
        ("indicator", "1 for r < R"), ("hat", "1 - r/R"), ("wendland", "(1 - (r/R)^2)^2"), ("bump", "exp(1 - 1/(1 - (r/R)^2)), C-infinity"),
        ("cucker-smale", "(1 + r^2)^(-exponent) times (1 - (r/R)^2)^2"),
    ];

    /// <summary>Initial states.</summary>
    public static ImmutableArray<(string Word, string Meaning)> InitialStates { get; } =
    [
        ("uniform-box", "uniform in a box of positions and a box of velocities"),
        ("gaussian", "normal velocities and normal or uniform positions, cut at \"cutoff\" deviations"),
        ("two-streams", "two uniform boxes of velocities, \"separation\" apart"),
        ("mono-kinetic", "v = u0(x) with the field minus-x (u0 = -x) or sine"),
        ("raised-cosine", "density (1 + amplitude cos) / side over one turn along the first axis, uniform along the others; normal velocities, cut at \"cutoff\" deviations, or uniform ones"),
        ("samples", "points of a CSV file with the header x0[,x1..],v0[,v1..]; of first-order systems x0 alone, made a continuous law"),
    ];

    /// <summary>Velocity fields of mono-kinetic states.</summary>
    public static ImmutableArray<(string Word, string Meaning)> VelocityFields { get; } =
        [("minus-x", "u0 = -x, focusing at t = 1"), ("sine", "u0 = amplitude sin(2 pi x0 / wavelength) along the first axis")];

    /// <summary>Samplings of the initial state.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Samplings { get; } =
    [
        ("iid", "independent particles"), ("sobol", "a scrambled Sobol sequence, evenly spread"), ("lattice", "a randomly shifted lattice"),
    ];

    /// <summary>Integrators of first-order systems.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Integrators { get; } =
    [
        ("auto", "exact events for the indicator, pair splitting for other weights, euler with noise"), ("exact-events", "no time step at all: the indicator without noise"),
        ("pair-splitting", "second order, preserves volume exactly"), ("rk4", "the classical Runge-Kutta method"),
        ("euler", "Euler-Maruyama with noise; without it a demonstration that explicit Euler does not have the limit"),
    ];

    /// <summary>Neighbour searches.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Neighbours { get; } =
    [
        ("auto", "cell grid, or kd-tree where most cells would be empty"), ("cell-grid", "counting sort into cells"),
        ("kd-tree", "balanced tree, implicit in arrays"), ("brute-force", "every pair"),
    ];

    /// <summary>References.</summary>
    public static ImmutableArray<(string Word, string Meaning)> References { get; } =
        [
            ("auto", "a closed form where one exists, else for (1.3) the sheet where one can be laid, else the grid"), ("exact", "a closed form"),
            ("sheet", "the phase-space sheet of (1.3), d = 1 or a flock on a torus that is even along every axis but the first: extrapolated from a pair, with its own error bar"),
            ("grid", "the grid solver of the limit"),
            ("moving-frame", "a velocity grid that moves and shrinks with the solution of (1.3), d = 1 or 2: for large gamma; the grid from where streams cross"), ("upwind", "the paper's scheme, d = 1, free space"),
        ];

    /// <summary>Measures, in the order of their rows.</summary>
    public static ImmutableArray<(string Word, string Meaning)> Measures { get; } =
    [
        ("w1", "Wasserstein-1 to f itself in phase space with certified bounds; d > 1: to a sample of f, bounds in the mean"), ("w2", "Wasserstein-2 to f itself in phase space, d = 1, with its bracket"),
        ("bounded-lipschitz", "that of w1 over test functions of at most 1, with its bracket"), ("w1-position", "of the position marginal, d = 1, exact"), ("w1-velocity", "of the velocity marginal, d = 1, exact"),
        ("sliced-w1-position", "sliced, of the position marginal, d > 1"), ("sliced-w1-velocity", "sliced, of the velocity marginal, d > 1"),
        ("sliced-w1", "mean over directions of the Wasserstein-1 distance of projections"), ("max-sliced-w1", "largest Wasserstein-1 distance of projections, by ascent over directions: a lower bound of w1"), ("energy-distance", "sqrt(2E|Z-Z'| - E|Z-Z1| - E|Z'-Z1'|)"),
        ("h-minus-s", "norm of H^-s, s = sobolevOrder or (D + 3)/2 in D dimensions (a periodic axis counts twice), of length kernelWidth, 1 for a point"),
        ("mmd", "maximum mean discrepancy, Gaussian kernel of width kernelWidth"), ("mmd-laplace", "the same with exp(-|z|/kernelWidth)"),
        ("kolmogorov-position", "largest difference of the position marginal's cumulative distributions, d = 1; Kuiper's on a torus"),
        ("kolmogorov-velocity", "of the velocity marginal's, d = 1"), ("l1-histogram", "L1 distance of histograms of N^(1/(2d+2)) bins an axis"),
        ("l1-density", "L1 distance of the densities mollified by a box of width N^(-1/2), d = 1"),
        ("coupling-velocity-mse", "(1/N) sum |V_i - Vbar_i|^2 against the characteristics from the same start"),
        ("coupling-position-mse", "(1/N) sum |X_i - Xbar_i|^2 likewise"), ("coupling-velocity-mse-predicted", "what the scatter of encounters predicts for it"),
        ("energy-bias", "E (1/N) sum |V_i|^2 - int |v|^2 f, sampling removed by the coupled characteristics"), ("fourth-moment-bias", "the same of |v|^4"),
        ("gaussian-bias", "the same of 1 - exp(-|v|^2/2)"), ("density-mode-bias", "the same of cos(2 pi x_0 / L) on a torus"), ("flux-mode-bias", "the same of v_0 sin(2 pi x_0 / L)"),
        ("pair-excess", "pairs nearer than eps R over those of independent particles, less 1; homogeneous states"),
        ("dissipation-deficit", "1 - sum psi |v_i - v_j|^2 over its value for independent particles; homogeneous states"),
        ("mass", "int f"), ("momentum-0", "int v_0 f; likewise momentum-1, momentum-2"), ("momentum-1", "int v_1 f"), ("momentum-2", "int v_2 f"),
        ("energy", "int |v|^2 f"), ("temperature", "energy about the mean velocity"), ("velocity-radius", "sup |v|"), ("entropy", "int f log f, of the reference"),
        ("mean-speed", "(1/N) sum |x_i'| of a first-order system; int Phi f^2 of its reference"),
    ];

    /// <summary>Groups of measures.</summary>
    public static ImmutableArray<(string Word, string Meaning)> MeasureGroups { get; } =
    [
        ("marginal-w1", "the distances of both marginals"), ("coupling", "the three rows of the synchronous coupling"), ("bias", "every bias of a function of the velocity, in a homogeneous state beside its prediction"), ("mode-bias", "those of the longest wave along the first axis of a torus"), ("pairs", "the correlation of pairs at the scale eps, beside its prediction"), ("observables", "every observable"),
    ];

    /// <summary>The system of positions alone.</summary>
    internal const string FirstOrder = "first-order";

    /// <summary>The initial states of positions alone, or of positions and velocities.</summary>
    internal static IEnumerable<string> InitialWords(bool positionsAlone) =>
        positionsAlone ? ["uniform-box", "gaussian", "raised-cosine", "samples"] : Words(InitialStates);

    /// <summary>The measures and groups of a system of positions alone.</summary>
    internal static ImmutableArray<string> FirstOrderMeasures { get; } = ["w1-position", "l1-density", "mass", "mean-speed", "observables"];

    /// <summary>The measures and groups a specification may name.</summary>
    internal static IEnumerable<string> MeasureWords => Words(Measures).Concat(Words(MeasureGroups));

    /// <summary>Why a measure cannot be used for a system in this dimension; null if it can.</summary>
    internal static string? MeasureProblem(string word, int dimension, string system)
    {
        if (!MeasureWords.Contains(word)) return $"one of {string.Join(", ", MeasureWords)}";
        bool firstOrder = system == FirstOrder;
        return word switch
        {
            _ when firstOrder && !FirstOrderMeasures.Contains(word) => $"one of {string.Join(", ", FirstOrderMeasures)}, as a first-order system has no velocities",
            "mean-speed" when !firstOrder => $"a measure of systems with velocities; '{word}' is for system '{FirstOrder}'",
            "l1-density" when dimension > 1 => $"a measure for dimension {dimension}; '{word}' is for dimension 1",
            "kolmogorov-position" or "kolmogorov-velocity" when dimension > 1 => $"a measure for dimension {dimension}; '{word}' is for dimension 1",
            "w2" or "w1-position" or "w1-velocity" when dimension > 1 => $"in dimension {dimension} use w1, sliced-w1, marginal-w1 or energy-distance; '{word}' is for dimension 1",
            "sliced-w1-position" or "sliced-w1-velocity" when dimension == 1 => "in dimension 1 use w1-position and w1-velocity, which are exact",
            "momentum-1" when dimension < 2 => "momentum-0, in dimension 1",
            "momentum-2" when dimension < 3 => $"momentum-0 up to momentum-{dimension - 1}",
            _ => null,
        };
    }

    /// <summary>The measures that words and groups name, in the order of their rows, none twice.</summary>
    internal static ImmutableArray<string> Expand(ImmutableArray<string> words, int dimension, string system)
    {
        HashSet<string> wanted = [.. words.SelectMany(word => word switch
        {
            "marginal-w1" => dimension == 1 ? (string[])["w1-position", "w1-velocity"] : ["sliced-w1-position", "sliced-w1-velocity"],
            "coupling" => ["coupling-velocity-mse", "coupling-position-mse", "coupling-velocity-mse-predicted"],
            "bias" => [.. Words(Measures).Where(MeasureKind.IsVelocityBias)],
            "mode-bias" => [.. Words(Measures).Where(MeasureKind.IsModeBias)],
            "pairs" => [.. Words(Measures).Where(MeasureKind.IsPair)],
            "observables" => [.. Words(Measures).Where(measure => ObservableValue.IsObservable(measure) && MeasureProblem(measure, dimension, system) is null)],
            _ => [word],
        })];
        return [.. Words(Measures).Where(wanted.Contains)];
    }

    /// <summary>The words of a table.</summary>
    internal static IEnumerable<string> Words(ImmutableArray<(string Word, string Meaning)> table) => table.Select(entry => entry.Word);
}

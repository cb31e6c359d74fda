namespace ParticleLimit.Plotting;

/// <summary>What a measure of results.csv is called in figures: words, and a symbol in OxyPlot's sub- and superscript notation.</summary>
internal readonly record struct MeasureLabel(string Words, string Symbol)
{
    private const string PredictedSuffix = "-predicted", FloorSuffix = "-floor", ExactFloorSuffix = "-floor-exact", UnbiasedSuffix = "-unbiased", SobolSuffix = "-floor-sobol", LatticeSuffix = "-floor-lattice", ReferenceSuffix = "-reference";

    /// <summary>Words and symbol together, an axis title.</summary>
    public string Title => Symbol.Length == 0 ? Words : Words + " " + Symbol;

    /// <summary>The label of a measure; a measure this table does not know is called by its own name.</summary>
    public static MeasureLabel Of(string measure) => measure switch
    {
        "w1" => new("Wasserstein-1 distance", "W_{1}(μ_{N}, f)"),
        "w2" => new("Wasserstein-2 distance", "W_{2}(μ_{N}, f)"),
        "w1-position" => new("Wasserstein-1, positions", "W_{1}(μ_{N}^{x}, ρ)"),
        "w1-velocity" => new("Wasserstein-1, velocities", "W_{1}(μ_{N}^{v}, ∫f dx)"),
        "max-sliced-w1" => new("max-sliced Wasserstein-1 distance", "max_{θ} W_{1}(θ·μ_{N}, θ·f)"),
        "sliced-w1" => new("sliced Wasserstein-1 distance", "SW_{1}(μ_{N}, f)"),
        "sliced-w1-position" => new("sliced Wasserstein-1, positions", "SW_{1}(μ_{N}^{x}, ρ)"),
        "sliced-w1-velocity" => new("sliced Wasserstein-1, velocities", "SW_{1}(μ_{N}^{v}, ∫f dx)"),
        "energy-distance" => new("energy distance", "D_{E}(μ_{N}, f)"),
        "l1-density" => new("L1 distance of mollified densities", "|μ_{N}^{h} − f^{h}|_{1}"),
        "bounded-lipschitz" => new("bounded-Lipschitz distance", "d_{BL}(μ_{N}, f)"),
        "mmd" => new("maximum mean discrepancy", "MMD(μ_{N}, f)"),
        "mmd-laplace" => new("maximum mean discrepancy, Laplace kernel", "MMD_{L}(μ_{N}, f)"),
        "kolmogorov-position" => new("Kolmogorov distance, positions", "sup |F_{N}^{x} − F^{x}|"),
        "kolmogorov-velocity" => new("Kolmogorov distance, velocities", "sup |F_{N}^{v} − F^{v}|"),
        "l1-histogram" => new("L1 distance of histograms", "|μ_{N} − f|_{1}, bins"),
        "h-minus-s" => new("negative Sobolev distance", "|μ_{N} − f|_{−s}"),
        "coupling-velocity-mse" => new("mean square velocity error", "⟨|ΔV|^{2}⟩"),
        "coupling-position-mse" => new("mean square position error", "⟨|ΔX|^{2}⟩"),
        "energy-bias" => new("bias of the energy", "⟨|V|^{2}⟩ − ∫|v|^{2}f"),
        "fourth-moment-bias" => new("bias of the fourth moment", "⟨|V|^{4}⟩ − ∫|v|^{4}f"),
        "gaussian-bias" => new("bias of a Gaussian test function", "⟨φ(V)⟩ − ∫φf"),
        "density-mode-bias" => new("bias of the density's longest wave", "⟨cos kX⟩ − ∫cos kx f"),
        "flux-mode-bias" => new("bias of the flux's longest wave", "⟨V sin kX⟩ − ∫v sin kx f"),
        "pair-excess" => new("excess of pairs in range", "g − 1"),
        "dissipation-deficit" => new("deficit of dissipation", "1 − ∑ψ|w|^{2}/chaos"),
        "mass" => new("mass", "∫f"),
        "energy" => new("energy", "∫|v|^{2}f"),
        "temperature" => new("temperature", "∫|v − ⟨v⟩|^{2}f"),
        "velocity-radius" => new("velocity radius", "sup |v|"),
        "entropy" => new("entropy", "∫f log f"),
        "mean-speed" => new("mean speed", ""),
        _ when measure.StartsWith("momentum-", StringComparison.Ordinal) => new("momentum", "∫v_{" + measure["momentum-".Length..] + "}f"),
        _ => new(measure, ""),
    };

    /// <summary>Whether the measure is an observable, drawn against time, not against N.</summary>
    public static bool IsObservable(string measure) =>
        measure is "mass" or "energy" or "temperature" or "velocity-radius" or "entropy" or "mean-speed"
        || measure.StartsWith("momentum-", StringComparison.Ordinal);

    /// <summary>Whether rows of this name only accompany another measure's.</summary>
    public static bool IsCompanion(string measure) =>
        measure.EndsWith(PredictedSuffix, StringComparison.Ordinal) || measure.EndsWith(FloorSuffix, StringComparison.Ordinal)
        || measure.EndsWith(ExactFloorSuffix, StringComparison.Ordinal) || measure.EndsWith(UnbiasedSuffix, StringComparison.Ordinal)
        || measure.EndsWith(SobolSuffix, StringComparison.Ordinal) || measure.EndsWith(LatticeSuffix, StringComparison.Ordinal)
        || measure.EndsWith(ReferenceSuffix, StringComparison.Ordinal);

    /// <summary>Whether the measure is an error of its own, to be shown against N.</summary>
    public static bool IsError(string measure) => !IsObservable(measure) && !IsCompanion(measure);

    /// <summary>The name under which the prediction of a measure stands.</summary>
    public static string Predicted(string measure) => measure + PredictedSuffix;

    /// <summary>The name under which the sampling floor of a measure stands.</summary>
    public static string Floor(string measure) => measure + FloorSuffix;

    /// <summary>The names under which the floors of evenly spread starts stand.</summary>
    public static string[] EvenFloors(string measure) => [measure + SobolSuffix, measure + LatticeSuffix];

    /// <summary>The name under which the floor that a formula gives stands.</summary>
    public static string ExactFloor(string measure) => measure + ExactFloorSuffix;

    /// <summary>The name under which the reference's own observable stands.</summary>
    public static string Reference(string measure) => measure + ReferenceSuffix;
}

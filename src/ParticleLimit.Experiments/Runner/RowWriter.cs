using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Collects the rows of one cell or one average, with the methods that gave them.</summary>
internal sealed class RowWriter(ExperimentSpecification specification, CellKey key)
{
    private readonly double epsilon = specification.Range(key.Particles);

    // Several distances of the same clouds at one time share their sorts.
    private readonly Dictionary<PointCloud, CloudComparison> comparisons = [];
    private double comparisonTime = double.NaN;

    // Both correlations come from one search.
    private PairCorrelation? pairs;
    private double pairsTime;

    public List<ResultRow> Rows { get; } = [];

    public SortedDictionary<string, string> Methods { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> DirectionErrors { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows so far as those of a finished cell or average.</summary>
    public CellResult Result(long steps, double seconds) => new(Rows, steps, seconds, Methods) { DirectionErrors = DirectionErrors };

    public void Add(double time, string measure, double value, double lower = double.NaN, double upper = double.NaN) =>
        Rows.Add(new ResultRow(key.Particles, epsilon, key.Replica, time, measure, value, lower, upper));

    /// <summary>Distances of a cloud to f(t), each followed by what formulas give: an unbiased estimate of its square, and its floor; and by the floors of samples if there are any.</summary>
    public void AddDistance(double time, string measure, PointCloud cloud, ReferenceClouds reference, PointCloud? floor, PointCloud? evenFloor = null)
    {
        DistanceResult distance = AddDistance(time, measure, measure, cloud, reference);
        AddUnlessNaN(time, measure + "-unbiased", distance.UnbiasedSquare);
        if (specification.Floors) AddUnlessNaN(time, measure + "-floor-exact", distance.Floor);
        if (floor is not null) AddDistance(time, measure + "-floor", measure, floor, reference);
        if (evenFloor is not null) AddDistance(time, measure + (specification.Sampling == Sampling.Sobol ? "-floor-sobol" : "-floor-lattice"), measure, evenFloor, reference);
    }

    private DistanceResult AddDistance(double time, string name, string measure, PointCloud cloud, ReferenceClouds reference)
    {
        if (!comparisons.TryGetValue(cloud, out CloudComparison? comparison) || time != comparisonTime)
        {
            if (time != comparisonTime) comparisons.Clear();
            comparisonTime = time;
            comparisons[cloud] = comparison = new CloudComparison(cloud, reference.At(time), specification.Domain, density: reference.DensityAt(time), kernels: specification.Kernels, ofLaw: true);
        }

        DistanceResult distance = comparison.Compute(measure);
        Add(time, name, distance.Value, distance.Lower, distance.Upper);
        Methods[name] = distance.Method;
        if (distance.StandardError > DirectionErrors.GetValueOrDefault(name)) DirectionErrors[name] = distance.StandardError;
        return distance;
    }

    /// <summary>An observable of the particles beside the reference's own, leaving out what does not exist.</summary>
    public void AddObservable(double time, string measure, Observables particles, Observables reference)
    {
        AddUnlessNaN(time, measure, ObservableValue.Of(particles, measure));
        AddUnlessNaN(time, measure + "-reference", ObservableValue.Of(reference, measure));
    }

    /// <summary>A correlation of pairs, beside its prediction where there is one; nothing where the range is more than half the torus.</summary>
    public void AddPairs(double time, string measure, ParticleState state)
    {
        var torus = (Torus)specification.Domain;
        if (2 * epsilon * specification.Weight.SupportRadius > torus.Lengths.Min()) return;
        if (pairs is null || time != pairsTime) (pairs, pairsTime) = (PairCorrelation.Of(state, torus, specification.Weight, epsilon), time);
        bool excess = measure == "pair-excess";
        Add(time, measure, excess ? pairs.Excess : pairs.DissipationDeficit);
        if (specification.System is not CuckerSmaleSystem system || system.ClosedForm(specification) is not HomogeneousSolution solution) return;
        var predicted = new EncounterPairs(solution, specification.Weight, new ScalingLaw(key.Particles, specification.Dimension, system.Beta));
        if (time > 0 && specification.Dimension > 1) Add(time, measure + "-predicted", excess ? predicted.Excess(time) : predicted.DissipationDeficit(time));
    }

    private void AddUnlessNaN(double time, string measure, double value)
    {
        if (!double.IsNaN(value)) Add(time, measure, value);
    }
}

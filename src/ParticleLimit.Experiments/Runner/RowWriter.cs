using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Collects the rows of one cell or one average, with the methods that gave them.</summary>
internal sealed class RowWriter(ExperimentSpecification specification, CellKey key)
{
    private readonly double epsilon = specification.Range(key.Particles);

    public List<ResultRow> Rows { get; } = [];

    public SortedDictionary<string, string> Methods { get; } = new(StringComparer.Ordinal);

    public void Add(double time, string measure, double value, double lower = double.NaN, double upper = double.NaN) =>
        Rows.Add(new ResultRow(key.Particles, epsilon, key.Replica, time, measure, value, lower, upper));

    /// <summary>Distances of a cloud to f(t), each followed by its floor if there is a floor sample.</summary>
    public void AddDistance(double time, string measure, PointCloud cloud, PointCloud reference, PointCloud? floor)
    {
        AddDistance(time, measure, measure, cloud, reference);
        if (floor is not null) AddDistance(time, measure + "-floor", measure, floor, reference);
    }

    private void AddDistance(double time, string name, string measure, PointCloud cloud, PointCloud reference)
    {
        DistanceResult distance = Distances.Compute(measure, cloud, reference, specification.Domain);
        Add(time, name, distance.Value, distance.Lower, distance.Upper);
        Methods[name] = distance.Method;
    }

    /// <summary>An observable of the particles beside the reference's own, leaving out what does not exist.</summary>
    public void AddObservable(double time, string measure, Observables particles, Observables reference)
    {
        AddUnlessNaN(time, measure, ObservableValue.Of(particles, measure));
        AddUnlessNaN(time, measure + "-reference", ObservableValue.Of(reference, measure));
    }

    private void AddUnlessNaN(double time, string measure, double value)
    {
        if (!double.IsNaN(value)) Add(time, measure, value);
    }
}

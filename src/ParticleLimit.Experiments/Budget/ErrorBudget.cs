using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>budget.json: what each source of error contributes to each measure of the finest rung at the last time, each measured.</summary>
/// <remarks>Time stepping: replica 0 again with half the step. Reference solver: replica 0 against a grid with half the cells each way and twice the step, or a
/// sheet that is not extrapolated (zero for a closed form). Locality: the difference that the force averaged over eps makes, both equations on one grid; zero by symmetry in a homogeneous
/// state and without a force, absent where no solver has the average. Reference cloud: replica 0 against a shifted copy of the low-discrepancy cloud. Binning: half the certified bracket.
/// Sampling floor: the mean over the floor's draws. At earlier times the budget has what needs no comparison of its own: time stepping, binning and sampling floor.</remarks>
public sealed class ErrorBudget(ExperimentSpecification specification, References references, CellStore store)
{
    private readonly CellKey cell = new(specification.Ladder[^1], 0);
    private readonly double time = specification.Times[^1];
    private readonly IKineticReference reference = references.For(specification.Ladder[^1]);
    private readonly ReferenceClouds? clouds = references.CloudsFor(specification.Ladder[^1]);

    /// <summary>Measures the budget.</summary>
    /// <param name="rows">Every row of results.csv.</param>
    /// <param name="halfStep">The rows of the half-step cell.</param>
    /// <param name="cancellation">Stops between sources.</param>
    public BudgetTable Measure(IReadOnlyList<ResultRow> rows, IReadOnlyList<ResultRow> halfStep, CancellationToken cancellation)
    {
        Dictionary<string, double> coarse = AgainstCoarser(cancellation);
        Dictionary<string, double>? locality = OfLocality(cancellation);
        Dictionary<string, double> shifted = AgainstShiftedCloud(cancellation);
        var measures = ImmutableArray.CreateBuilder<MeasureBudget>();
        foreach (string measure in specification.Measures)
        {
            if (Value(rows, measure, time) is not ResultRow own) continue;
            var parts = new List<(BudgetSource Source, double Value)>
            {
                (BudgetSource.ReferenceSolver, coarse.TryGetValue(measure, out double other) ? Math.Abs(other - own.Value) : 0),
            };
            if (locality is not null) parts.Add((BudgetSource.Locality, locality.GetValueOrDefault(measure)));
            if (MeasureKind.IsDistance(measure)) parts.Add((BudgetSource.ReferenceCloud, Math.Abs(shifted[measure] - own.Value)));
            measures.AddRange(Budgets(rows, halfStep, own, parts));
        }

        return new BudgetTable(cell.Particles, time, reference.Method, measures.ToImmutable())
        {
            Earlier =
            [
                .. from earlier in specification.Times
                   where earlier < time
                   select (earlier, (ImmutableArray<MeasureBudget>)
                   [
                       .. from measure in specification.Measures
                          let own = Value(rows, measure, earlier)
                          where own is not null
                          from budget in Budgets(rows, halfStep, own, [])
                          select budget,
                   ]),
            ],
        };
    }

    // The budget of a measure at the time of a row, and that of the replica-averaged measure: what was computed for it besides, and what the rows tell.
    private IEnumerable<MeasureBudget> Budgets(IReadOnlyList<ResultRow> rows, IReadOnlyList<ResultRow> halfStep, ResultRow own, IEnumerable<(BudgetSource Source, double Value)> computed)
    {
        (string measure, double at) = (own.Measure, own.Time);
        List<(BudgetSource Source, double Value)> parts = [(BudgetSource.TimeStepping, Math.Abs(Value(halfStep, measure, at)!.Value - own.Value)), .. computed];
        bool isDistance = MeasureKind.IsDistance(measure);
        if (isDistance)
        {
            parts.Add((BudgetSource.Binning, double.IsNaN(own.Upper) ? 0 : (own.Upper - own.Lower) / 2));
            if (specification.Floors) parts.Add((BudgetSource.SamplingFloor, Mean(rows, measure + "-floor", at)));
        }

        yield return new MeasureBudget(measure, Mean(rows, measure, at), [.. parts]);
        if (!isDistance || Averaged(rows, measure, at) is not double average) yield break;

        // The mean over replicas has at most the errors of one replica, and its own floor.
        if (Averaged(rows, measure + "-floor", at) is double floor) parts[^1] = (BudgetSource.SamplingFloor, floor);
        yield return new MeasureBudget(measure + ExperimentFits.AveragedSuffix, average, [.. parts]);
    }

    private ResultRow? Value(IReadOnlyList<ResultRow> rows, string measure, double at) => rows.FirstOrDefault(row =>
        row.Particles == cell.Particles && row.Replica is 0 or CellKey.HalfStep && row.Time == at && row.Measure == measure);

    private double Mean(IReadOnlyList<ResultRow> rows, string measure, double at) => rows
        .Where(row => row.Particles == cell.Particles && row.Replica >= 0 && row.Time == at && row.Measure == measure)
        .Average(row => row.Value);

    private double? Averaged(IReadOnlyList<ResultRow> rows, string measure, double at)
    {
        double[] values = [.. rows.Where(row => row.Particles == cell.Particles && row.Replica == CellKey.Average && row.Time == at && row.Measure == measure).Select(row => row.Value)];
        return values.Length == 0 ? null : values.Average();
    }

    private Dictionary<string, double> AgainstCoarser(CancellationToken cancellation)
    {
        if (ReferenceFactory.Coarser(specification, reference, cell.Particles, [time], cancellation) is not IKineticReference coarse) return [];
        return Again(coarse, clouds is null ? null : Clouds(coarse, null, cancellation), cancellation);
    }

    // Null where it cannot be said; empty where it is zero.
    private Dictionary<string, double>? OfLocality(CancellationToken cancellation)
    {
        if (specification.System is CuckerSmaleSystem && reference is HomogeneousSolution or FreeTransport) return [];
        if (ReferenceFactory.LocalAndAveraged(specification, cell.Particles, time, cancellation) is not var (local, averaged)) return null;
        Dictionary<string, double> at = Again(local, Own(local), cancellation), over = Again(averaged, Own(averaged), cancellation);
        var changes = over.ToDictionary(pair => pair.Key, pair => Math.Abs(pair.Value - at[pair.Key]));
        foreach (string measure in specification.Measures.Where(ObservableValue.IsObservable))
            changes[measure] = Math.Abs(ObservableValue.Of(averaged.Observe(time), measure) - ObservableValue.Of(local.Observe(time), measure));
        return changes;

        ReferenceClouds? Own(IKineticReference solution) => clouds is null ? null : Clouds(solution, null, cancellation);
    }

    private Dictionary<string, double> AgainstShiftedCloud(CancellationToken cancellation)
    {
        if (clouds is null) return [];
        cancellation.ThrowIfCancellationRequested();
        RandomStream shift = RandomStream.For(specification.Seed, cell.Particles, CellKey.HalfStep, StreamPurpose.Floor);
        return Again(reference, Clouds(reference, shift, cancellation), cancellation);
    }

    /// <summary>The measures of replica 0 at the last time, from its snapshot, against another reference or cloud.</summary>
    private Dictionary<string, double> Again(IKineticReference other, ReferenceClouds? otherClouds, CancellationToken cancellation)
    {
        ParticleState state = store.LoadSnapshots(cell)[^1].State;
        ParticleState start = CellRunner.InitialParticles(specification, cell);
        var coupling = new SynchronousCoupling(other, start);
        coupling.AdvanceTo(time, cancellation);
        var values = new Dictionary<string, double>
        {
            ["coupling-velocity-mse"] = coupling.VelocityMeanSquare(state),
            ["coupling-position-mse"] = coupling.PositionMeanSquare(state),
        };
        foreach (string measure in specification.Measures.Where(MeasureKind.IsBias))
        {
            PhaseStatistic statistic = MeasureKind.Statistic(measure);
            values[measure] = coupling.MeanDifference(state, statistic) - (references.InfluenceFor(cell.Particles)?.Mean(start, statistic, time) ?? 0);
        }

        if (otherClouds is null) return values;
        PointCloud cloud = PointCloud.FromPhaseSpace(state.Positions, state.Velocities);
        var comparison = new CloudComparison(cloud, otherClouds.At(time), specification.Domain, density: otherClouds.DensityAt(time), kernels: specification.Kernels, ofLaw: true);
        foreach (string measure in specification.Measures.Where(MeasureKind.IsDistance)) values[measure] = comparison.Compute(measure).Value;
        return values;
    }

    private ReferenceClouds Clouds(IKineticReference from, RandomStream? shift, CancellationToken cancellation) =>
        new(from, [time], specification.Measures.Any(MeasureKind.NeedsDensity), shift, cancellation);
}

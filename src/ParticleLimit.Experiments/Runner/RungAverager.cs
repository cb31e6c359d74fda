using System.Diagnostics;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The rows of replica = -1: the replica-averaged empirical measure (1/R) sum_r mu_N^r of one rung.</summary>
/// <remarks>Distances are of the union of the replicas' clouds, and their floors of an iid sample of f of the same R N points. A
/// coupling error or an observable linear in the measure is the mean over replicas with its 95% t-interval.</remarks>
public sealed class RungAverager(ExperimentSpecification specification, References references, CellStore store)
{
    /// <summary>Averages one rung whose cells are all finished.</summary>
    /// <param name="particles">N.</param>
    /// <param name="cells">The rung's finished cells, replica by replica.</param>
    /// <param name="cancellation">Stops between measures.</param>
    public CellResult Run(int particles, IReadOnlyList<CellResult> cells, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        IKineticReference reference = references.For(particles);
        ReferenceClouds? clouds = references.CloudsFor(particles);
        var key = new CellKey(particles, CellKey.Average);
        var rows = new RowWriter(specification, key);
        bool distances = clouds is not null;
        IReadOnlyList<IReadOnlyList<ParticleSnapshot>> snapshots = distances
            ? [.. Enumerable.Range(0, cells.Count).Select(replica => store.LoadSnapshots(new CellKey(particles, replica)))]
            : [];
        ReferenceCloud? floor = distances && specification.Floors
            ? new ReferenceCloud(
                reference, particles * cells.Count,
                new IndependentSequence(RandomStream.For(specification.Seed, particles, CellKey.Average, StreamPurpose.Floor)))
            : null;

        for (int k = 0; k < specification.Times.Length; k++)
        {
            double time = specification.Times[k];
            floor?.AdvanceTo(time, cancellation);
            PointCloud? union = distances
                ? PointCloud.Concat([.. snapshots.Select(replica => PointCloud.FromPhaseSpace(replica[k].State.Positions, replica[k].State.Velocities))])
                : null;
            PointCloud? floorCloud = floor is null ? null : PointCloud.FromPhaseSpace(floor.Positions, floor.Velocities);
            foreach (string measure in specification.Measures)
            {
                cancellation.ThrowIfCancellationRequested();
                if (MeasureKind.IsDistance(measure)) rows.AddDistance(time, measure, union!, clouds!, floorCloud);
                else if (MeasureKind.IsLinear(measure)) AddMean(rows, time, measure, cells);
            }
        }

        return rows.Result(0, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static void AddMean(RowWriter rows, double time, string measure, IReadOnlyList<CellResult> cells)
    {
        double[] values = [.. cells.SelectMany(cell => cell.Rows).Where(row => row.Time == time && row.Measure == measure).Select(row => row.Value)];
        if (values.Length == 0) return;
        ReplicaStatistics statistics = ReplicaStatistics.Of(values);
        rows.Add(time, measure, statistics.Mean, statistics.Lower, statistics.Upper);
    }
}

using System.Diagnostics;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Runs one cell: N particles from their own random stream, compared with the reference at each time.</summary>
public sealed class CellRunner(ExperimentSpecification specification, References references, int threads = 1)
{
    // Below this a step is over before a second thread is awake.
    private const int FewestWorthThreads = 20_000;

    /// <summary>The particle engine of a cell, started from a state that it takes over.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="key">Rung and replica.</param>
    /// <param name="state">The particles, from now on the engine's.</param>
    /// <param name="threads">The most threads to use; few particles get one.</param>
    public static ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, ParticleState state, int threads)
    {
        double stepFraction = key.Replica == CellKey.HalfStep ? specification.StepFraction / 2 : specification.StepFraction;
        double coupling = specification.System.Coupling(state.Count, specification.Weight, specification.Dimension);
        return specification.System.CreateEngine(
            specification, key, new SimulationSettings(
                specification.Domain, specification.Weight, specification.Range(state.Count), coupling,
                stepFraction, specification.Neighbours, state.Count < FewestWorthThreads ? 1 : threads),
            state);
    }

    /// <summary>The initial particles of a cell.</summary>
    public static ParticleState InitialParticles(ExperimentSpecification specification, CellKey key) => ParticleState.Sample(
        specification.Initial, specification.Domain, key.Particles,
        Sequence(specification, key.Particles, Stream(specification, key, specification.Sampling == Sampling.Iid ? StreamPurpose.InitialState : StreamPurpose.Scrambling)));

    /// <summary>Runs the cell.</summary>
    /// <param name="key">Rung and replica.</param>
    /// <param name="advanced">Called now and then with the time steps taken since the last call.</param>
    /// <param name="cancellation">Stops the run between steps.</param>
    public (CellResult Result, IReadOnlyList<ParticleSnapshot> Snapshots) Run(CellKey key, Action<long>? advanced, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        IKineticReference reference = references.For(key.Particles);
        ReferenceClouds? clouds = references.CloudsFor(key.Particles);
        ParticleState state = InitialParticles(specification, key);
        using ParticleEngine engine = CreateEngine(specification, key, state.Clone(), threads);
        var coupling = new SynchronousCoupling(reference, state);
        ReferenceCloud? floor = clouds is not null && specification.Floors
            ? new ReferenceCloud(reference, key.Particles, new IndependentSequence(Stream(specification, key, StreamPurpose.Floor)))
            : null;

        // What evenly spread starts alone would leave of the distance: others of the kind, carried by f.
        ReferenceCloud? evenFloor = floor is not null && specification.Sampling != Sampling.Iid
            ? new ReferenceCloud(reference, key.Particles, Sequence(specification, key.Particles, Stream(specification, key, StreamPurpose.Floor)))
            : null;

        var rows = new RowWriter(specification, key);
        var snapshots = new List<ParticleSnapshot>(specification.Times.Length);
        long reported = 0;
        foreach (double time in specification.Times)
        {
            engine.AdvanceTo(time, cancellation, progress =>
            {
                advanced?.Invoke(progress.Steps - reported);
                reported = progress.Steps;
            });
            coupling.AdvanceTo(time, cancellation);
            floor?.AdvanceTo(time, cancellation);
            evenFloor?.AdvanceTo(time, cancellation);
            snapshots.Add(new ParticleSnapshot(time, engine.State.Clone()));
            AddRows(rows, time, state, engine.State, reference, clouds, coupling, floor, evenFloor, cancellation);
        }

        advanced?.Invoke(engine.Steps - reported);
        rows.Methods["neighbours"] = engine.NeighbourSearchUsed;
        return (rows.Result(engine.Steps, Stopwatch.GetElapsedTime(started).TotalSeconds), snapshots);
    }

    private static IUniformSequence Sequence(ExperimentSpecification specification, int particles, RandomStream stream) => specification.Sampling switch
    {
        Sampling.Sobol => new SobolSequence(specification.Initial.UniformsPerParticle, stream),
        Sampling.Lattice => new LatticeSequence(specification.Initial.UniformsPerParticle, particles, stream),
        _ => new IndependentSequence(stream),
    };

    private static RandomStream Stream(ExperimentSpecification specification, CellKey key, StreamPurpose purpose) =>
        RandomStream.For(specification.Seed, key.Particles, key.StreamReplica, purpose);

    private void AddRows(
        RowWriter rows, double time, ParticleState start, ParticleState state, IKineticReference reference, ReferenceClouds? clouds, SynchronousCoupling coupling, ReferenceCloud? floor,
        ReferenceCloud? evenFloor, CancellationToken cancellation)
    {
        PointCloud? cloud = clouds is null ? null : PointCloud.FromPhaseSpace(state.Positions, state.Velocities);
        PointCloud? floorCloud = floor is null ? null : PointCloud.FromPhaseSpace(floor.Positions, floor.Velocities);
        PointCloud? evenCloud = evenFloor is null ? null : PointCloud.FromPhaseSpace(evenFloor.Positions, evenFloor.Velocities);
        Observables observed = ParticleObservables.Of(state);
        Observables expected = reference.Observe(time);
        foreach (string measure in specification.Measures)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (measure)
            {
                case "coupling-velocity-mse":
                    rows.Add(time, measure, coupling.VelocityMeanSquare(state));
                    break;
                case "coupling-position-mse":
                    rows.Add(time, measure, coupling.PositionMeanSquare(state));
                    break;
                case "coupling-velocity-mse-predicted":
                    if (specification.System.PredictedCoupling(specification, references.PredictionFor(state.Count), state.Count, time) is double predicted) rows.Add(time, measure, predicted);
                    break;
                case var _ when MeasureKind.IsBias(measure):
                    PhaseStatistic statistic = MeasureKind.Statistic(measure);
                    rows.Add(time, measure, coupling.MeanDifference(state, statistic) - (references.InfluenceFor(state.Count)?.Mean(start, statistic, time) ?? 0));
                    if (specification.System.PredictedBias(specification, references.PredictionFor(state.Count), state.Count, statistic, time) is double bias) rows.Add(time, measure + "-predicted", bias);
                    break;
                case var _ when MeasureKind.IsPair(measure):
                    rows.AddPairs(time, measure, state);
                    break;
                case var _ when ObservableValue.IsObservable(measure):
                    rows.AddObservable(time, measure, observed, expected);
                    break;
                default:
                    rows.AddDistance(time, measure, cloud!, clouds!, floorCloud, evenCloud);
                    break;
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Runs an experiment to its results: every unfinished cell, the averages, the fits, the error budget.</summary>
/// <remarks>No result depends on the number of jobs, the order in which cells finish, or what an earlier run left: each cell draws from
/// streams of its own and rows are written in the plan's order.</remarks>
public sealed class ExperimentRunner(
    ExperimentSpecification specification, ResultsDirectory directory, int jobs, IProgress<RunProgress>? progress, int threadsPerCell = 1, Action<string>? warn = null)
{
    private readonly CellStore store = new(directory, specification);
    private readonly ExperimentPlan plan = new(specification);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long particleSteps;
    private int cellsDone;
    private int cellsReused;

    /// <summary>Why the results directory cannot take this experiment; null if it can.</summary>
    public static string? Conflict(ExperimentSpecification specification, ResultsDirectory directory)
    {
        string? fingerprint = ManifestFile.TryRead(directory.Manifest)?["cellFingerprint"]?.GetValue<string>();
        return fingerprint is null || fingerprint == CellStore.Fingerprint(specification.Source)
            ? null
            : $"{directory.Root} holds the results of another experiment; name another directory with --out, or discard those results with --fresh";
    }

    /// <summary>Runs what is not finished yet and writes results.csv, fits.json, budget.json, fields.h5 and the manifest.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; finished cells are kept.</exception>
    /// <exception cref="ExperimentFailedException">Cells failed; the others were finished first and are kept.</exception>
    /// <exception cref="ReferenceStoppedException">The reference ended before the final time; its fields up to there are written.</exception>
    public ExperimentOutcome Run(CancellationToken cancellation)
    {
        References references = Solve(cancellation);
        IKineticReference reference = references.For(specification.Ladder[^1]);
        JsonObject manifest = Begin(reference);
        Dictionary<CellKey, CellResult> cells = RunCells(new CellRunner(specification, references, threadsPerCell), cancellation);
        Dictionary<int, CellResult> averages = specification.Replicas > 1
            ? RunAverages(new RungAverager(specification, references, store), cells, cancellation)
            : [];

        var rows = new List<ResultRow>();
        foreach (int particles in specification.Ladder)
        {
            if (averages.TryGetValue(particles, out CellResult? average)) rows.AddRange(average.Rows);
            foreach (CellKey key in plan.Cells.Where(key => key.Particles == particles)) rows.AddRange(cells[key].Rows);
        }

        BudgetTable budget = new ErrorBudget(specification, references, store).Measure(rows, cells[plan.BudgetCell].Rows, cancellation);
        IReadOnlyList<RateFit> fits = ExperimentFits.Fit(specification, rows, budget);
        ResultTable.Write(directory.Results, specification, rows);
        FitsFile.Write(directory.Fits, fits);
        ManifestFile.Write(directory.Budget, budget.ToJson());
        Finish(manifest, cells, averages);
        return new ExperimentOutcome(reference, rows, fits, cellsDone - cellsReused, cellsReused);
    }

    private References Solve(CancellationToken cancellation)
    {
        try
        {
            return References.Of(specification, cancellation, warn, jobs * threadsPerCell);
        }
        catch (ReferenceStoppedException stopped)
        {
            Begin(stopped.Reference);
            throw;
        }
    }

    private JsonObject Begin(IKineticReference reference)
    {
        Directory.CreateDirectory(directory.Root);
        JsonObject manifest = ManifestFile.Begin(specification, reference.Method, jobs);
        ManifestFile.Write(directory.Manifest, manifest);
        ImmutableArray<double> times = ReferenceTimes.Of(reference, specification.Times);
        if (ReferenceFields.Of(reference, times) is { Count: > 0 } fields) ReferenceFields.Write(directory.Fields, fields, specification, reference);
        if (ReferenceProfiles.Of(reference, times) is { Count: > 0 } profiles) ReferenceProfiles.Write(directory.Profiles, profiles);
        if (reference is IGridSolution { Diagnostics.Length: > 0 } solution) DiagnosticsFile.Write(directory.Diagnostics, solution.Diagnostics, solution.TimeStepReason);
        return manifest;
    }

    private Dictionary<CellKey, CellResult> RunCells(CellRunner runner, CancellationToken cancellation)
    {
        var finished = new ConcurrentDictionary<CellKey, CellResult>();
        ImmutableArray<CellKey> all = plan.Cells.Add(plan.BudgetCell);
        foreach (CellKey key in all)
            if (store.TryLoad(key) is CellResult kept) finished[key] = kept;
        cellsDone = cellsReused = finished.Count;
        double estimate = all.Where(key => !finished.ContainsKey(key)).Sum(plan.EstimateParticleSteps);
        Report(estimate);

        // The largest cells first, so that no worker starts the longest cell when the others have run dry.
        RunAll(all.Where(key => !finished.ContainsKey(key)).OrderByDescending(plan.EstimateParticleSteps), key =>
        {
            (CellResult result, IReadOnlyList<ParticleSnapshot> snapshots) = runner.Run(
                key,
                steps =>
                {
                    Interlocked.Add(ref particleSteps, steps * key.Particles);
                    Report(estimate);
                },
                cancellation);
            store.Save(key, result, snapshots);
            finished[key] = result;
            Interlocked.Increment(ref cellsDone);
            Report(estimate);
        }, cancellation);
        return new Dictionary<CellKey, CellResult>(finished);
    }

    private Dictionary<int, CellResult> RunAverages(RungAverager averager, Dictionary<CellKey, CellResult> cells, CancellationToken cancellation)
    {
        var averages = new ConcurrentDictionary<int, CellResult>();
        RunAll(specification.Ladder.Reverse().Select(particles => new CellKey(particles, CellKey.Average)), key =>
        {
            if (store.TryLoad(key, specification.Replicas) is not CellResult average)
            {
                average = averager.Run(key.Particles, [.. plan.Cells.Where(cell => cell.Particles == key.Particles).Select(cell => cells[cell])], cancellation);
                store.SaveAverage(key.Particles, specification.Replicas, average);
            }

            averages[key.Particles] = average;
        }, cancellation);
        return new Dictionary<int, CellResult>(averages);
    }

    private void RunAll(IEnumerable<CellKey> keys, Action<CellKey> run, CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<(CellKey, Exception)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(keys, EnumerablePartitionerOptions.NoBuffering), options, key =>
        {
            try
            {
                run(key);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Enqueue((key, exception));
            }
        });
        cancellation.ThrowIfCancellationRequested();
        if (!failures.IsEmpty) throw new ExperimentFailedException([.. failures.OrderBy(failure => failure.Item1.FileName, StringComparer.Ordinal)]);
    }

    private void Report(double estimate) => progress?.Report(
        new RunProgress(cellsDone, plan.Cells.Length + 1, cellsReused, Interlocked.Read(ref particleSteps), estimate, clock.Elapsed));

    private void Finish(JsonObject manifest, Dictionary<CellKey, CellResult> cells, Dictionary<int, CellResult> averages)
    {
        CellResult[] all = [.. cells.Values, .. averages.Values];
        manifest["methods"] = Gathered(all.SelectMany(cell => cell.Methods), methods => new JsonArray([.. methods.Distinct().Order(StringComparer.Ordinal).Select(method => (JsonNode)method)]));
        manifest["largestErrorsOverDirections"] = Gathered(all.SelectMany(cell => cell.DirectionErrors), errors => errors.Max());
        manifest["steps"] = new JsonObject(specification.Ladder.Select(particles => new KeyValuePair<string, JsonNode?>(
            $"{particles}", cells.Where(cell => cell.Key.Particles == particles).Sum(cell => cell.Value.Steps))));
        manifest["end"] = ManifestFile.Now();
        ManifestFile.Write(directory.Manifest, manifest);

        static JsonObject Gathered<T>(IEnumerable<KeyValuePair<string, T>> pairs, Func<IEnumerable<T>, JsonNode> gather) => new(
            pairs.GroupBy(pair => pair.Key, pair => pair.Value).OrderBy(measure => measure.Key, StringComparer.Ordinal).Select(measure => new KeyValuePair<string, JsonNode?>(measure.Key, gather(measure))));
    }
}

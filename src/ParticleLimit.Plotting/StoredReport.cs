using System.Text.Json.Nodes;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Plotting;

/// <summary>Draws the figures and the report of a results directory from what is stored there, computing nothing.</summary>
public static class StoredReport
{
    /// <summary>Draws every figure and writes report.html.</summary>
    /// <exception cref="InvalidDataException">The directory holds no finished results.</exception>
    public static IReadOnlyList<FigureFile> Draw(ResultsDirectory directory, CancellationToken cancellation)
    {
        FigureInputs inputs = Load(directory);
        Directory.CreateDirectory(directory.Figures);
        IReadOnlyList<FigureFile> figures = FigureSet.Draw(inputs, directory.Figures, cancellation);
        ReportPage.Write(inputs, figures, directory.Report);
        return figures;
    }

    /// <summary>Reads what figures and report are drawn from.</summary>
    /// <exception cref="InvalidDataException">The directory holds no finished results.</exception>
    public static FigureInputs Load(ResultsDirectory directory)
    {
        JsonObject manifest = ManifestFile.TryRead(directory.Manifest)
            ?? throw new InvalidDataException($"{directory.Root} holds no manifest.json: it is no results directory, or its run was stopped before it began.");
        if (!File.Exists(directory.Results) || !File.Exists(directory.Fits))
            throw new InvalidDataException($"{directory.Root} holds no results yet: its run is not finished. Start it again with the same command; it goes on from the finished cells.");
        ExperimentSpecification specification = SpecificationReader.Parse((JsonObject)manifest["specification"]!.DeepClone());
        IReadOnlyList<FieldSnapshot> fields = File.Exists(directory.Fields) ? FieldFile.Read(directory.Fields) : [];
        return new FigureInputs(
            specification, ResultTable.Read(directory.Results), FitsFile.Read(directory.Fits),
            ReferenceFields.PhaseSpace(fields),
            File.Exists(directory.Profiles) ? ReferenceProfiles.Read(directory.Profiles) : [], Clouds(directory, specification), manifest,
            File.Exists(directory.Diagnostics) ? DiagnosticsFile.Read(directory.Diagnostics) : null,
            File.Exists(directory.Budget) ? BudgetTable.Read(directory.Budget) : null)
        {
            Patches = ReferenceFields.Patches(fields),
            PatchClouds = specification.Dimension == 1 ? [] :
                [.. from cloud in Snapshots(directory, specification, [specification.Ladder[^1]]) select new PatchCloud(cloud.Time, cloud.State.Positions[0].Length, cloud.State.Positions[0], cloud.State.Positions[1])],
        };
    }

    private static IReadOnlyList<PhaseSpaceCloud> Clouds(ResultsDirectory directory, ExperimentSpecification specification) => specification.Dimension != 1 ? [] :
        [.. from cloud in Snapshots(directory, specification, [.. new[] { specification.Ladder[0], specification.Ladder[^1] }.Distinct()])
            select new PhaseSpaceCloud(cloud.Time, cloud.State.Positions[0].Length, cloud.State.Positions[0], cloud.State.Velocities[0])];

    private static IEnumerable<ParticleSnapshot> Snapshots(ResultsDirectory directory, ExperimentSpecification specification, int[] rungs)
    {
        var store = new CellStore(directory, specification);
        return from particles in rungs
               let key = new CellKey(particles, 0)
               where store.TryLoad(key) is not null
               from snapshot in store.LoadSnapshots(key)
               select snapshot;
    }
}

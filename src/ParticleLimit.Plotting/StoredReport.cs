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
        IReadOnlyList<DensityProfile> profiles = File.Exists(directory.Profiles) ? ReferenceProfiles.Read(directory.Profiles) : [];
        return new FigureInputs(
            specification, ResultTable.Read(directory.Results), FitsFile.Read(directory.Fits),
            ReferenceFields.PhaseSpace(fields), profiles,
            fields.Count + profiles.Count > 0 ? Clouds(directory, specification) : [], manifest, // snapshots of the largest N take long to read
            File.Exists(directory.Diagnostics) ? DiagnosticsFile.Read(directory.Diagnostics) : null,
            File.Exists(directory.Budget) ? BudgetTable.Read(directory.Budget) : null)
        {
            Patches = [.. fields.Where(field => field.Dimension > 1)],
        };
    }

    private static IReadOnlyList<PlaneCloud> Clouds(ResultsDirectory directory, ExperimentSpecification specification)
    {
        var store = new CellStore(directory, specification);
        return
        [
            .. from particles in new[] { specification.Ladder[0], specification.Ladder[^1] }.Distinct()
               let key = new CellKey(particles, 0)
               where store.TryLoad(key) is not null
               from snapshot in store.LoadSnapshots(key)
               let state = snapshot.State
               select new PlaneCloud(snapshot.Time, particles, state.Positions[0], specification.Dimension == 1 ? state.Velocities[0] : state.Positions[1]),
        ];
    }
}

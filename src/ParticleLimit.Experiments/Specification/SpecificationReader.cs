using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Reads and checks a specification (DESIGN's contract): JSON with comments, one object.</summary>
public static class SpecificationReader
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads an experiment file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">"path=value" changes, applied before anything is checked.</param>
    /// <param name="withReference">Whether the reference must be one that can be had; the particles alone do without.</param>
    /// <exception cref="SpecificationException">The file cannot be read or something in it is wrong; every problem is named.</exception>
    public static ExperimentSpecification Read(string path, IReadOnlyList<string> overrides, bool withReference = true)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException(path, exception.Message, "a readable experiment file");
        }

        JsonNode? node;
        try
        {
            node = string.IsNullOrWhiteSpace(text) ? throw new SpecificationException(path, "an empty file", "one JSON object") : JsonNode.Parse(text, documentOptions: Relaxed);
        }
        catch (JsonException exception)
        {
            throw new SpecificationException($"{path}, line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}", exception.Message, "JSON, with comments and trailing commas if you like");
        }

        if (node is not JsonObject source) throw new SpecificationException(path, "no object", "one JSON object { .. }");
        SpecificationOverrides.Apply(source, overrides);
        return Parse(source, Path.GetDirectoryName(Path.GetFullPath(path))!, withReference);
    }

    /// <summary>Checks a specification that is already JSON.</summary>
    /// <param name="source">The object.</param>
    /// <param name="folder">The folder against which relative paths are taken; the current one by default.</param>
    /// <param name="withReference">Whether the reference must be one that can be had; the particles alone do without.</param>
    /// <exception cref="SpecificationException">Something is wrong; every problem is named.</exception>
    public static ExperimentSpecification Parse(JsonObject source, string? folder = null, bool withReference = true)
    {
        var problems = new List<SpecificationProblem>();
        var reader = new ObjectReader(source, "", problems);
        reader.Ignore("$schema");
        ExperimentSpecification? specification = Parse(reader, problems, folder ?? Environment.CurrentDirectory);
        reader.Finish();
        if (problems.Count == 0 && withReference && ReferenceFactory.Problem(specification!) is string problem)
            problems.Add(new("reference.kind", $"'{reader.Canonical["reference"]!["kind"]}'", problem));
        if (problems.Count == 0 && withReference) problems.AddRange(GridCheck.Problems(specification!));
        return problems.Count == 0 ? specification! : throw new SpecificationException(problems);
    }

    private static ExperimentSpecification? Parse(ObjectReader reader, List<SpecificationProblem> problems, string folder)
    {
        string name = reader.Text("name", IsName, "lower-case letters, digits, dots and hyphens, a letter or digit first");
        string question = reader.Text("question", text => !text.Contains('\n', StringComparison.Ordinal), "one line of text");
        string system = reader.Word("system", SpecificationVocabulary.Words(SpecificationVocabulary.Systems));
        int dimension = reader.Integer("dimension", NumberRange.Dimension);
        Domain domain = ReadDomain(reader.Object("domain", required: true), dimension);
        InitialState? initial = InitialStateReader.Read(reader.Object("initial", required: true), dimension, domain, system, folder, problems);
        ICommunicationWeight weight = ReadWeight(reader.Object("weight", required: true));
        ParticleSystem particleSystem = ParticleSystemReader.Read(reader, system, dimension, domain, weight);
        ImmutableArray<double> ladder = reader.Numbers("ladder", NumberRange.Particles, null);
        if (!Ascends(ladder)) reader.Report("ladder", "rungs out of order", "particle numbers in ascending order, none twice");
        int replicas = reader.Integer("replicas", NumberRange.Replicas, 1);
        ulong seed = reader.Seed("seed", 1);
        double finalTime = reader.Number("finalTime", NumberRange.Positive);
        ImmutableArray<double> times = reader.Numbers("times", NumberRange.NotNegative, null, [finalTime]);
        if (!Ascends(times)) reader.Report("times", "times out of order", "times in ascending order, none twice");
        else if (times.Length > 0 && times[^1] > finalTime) reader.Report("times", $"{times[^1]}", $"times up to finalTime = {finalTime}");
        else if (times is [0]) reader.Report("times", "0 alone", "at least one time after 0");
        ObjectReader timeStep = reader.Object("timeStep", required: false);
        double fraction = timeStep.Number("fraction", NumberRange.Fraction, 0.25);
        timeStep.Finish();
        string sampling = reader.Word("sampling", SpecificationVocabulary.Words(SpecificationVocabulary.Samplings), "iid");
        string neighbours = reader.Word("neighbours", SpecificationVocabulary.Words(SpecificationVocabulary.Neighbours), "auto");
        ReferenceSpecification reference = ReadReference(reader.Object("reference", required: false), dimension, system);
        ImmutableArray<string> measures = reader.Words("measures", word => SpecificationVocabulary.MeasureProblem(word, dimension, system));
        if (measures.Any(word => word == "pairs" || MeasureKind.IsPair(word)) && initial is not null && !(domain is Torus torus && initial.IsHomogeneousOn(torus)))
            reader.Report("measures", "a correlation of pairs", "measures other than pairs, which need an initial state uniform over one period of a torus");
        if (measures.Any(word => word == "mode-bias" || MeasureKind.IsModeBias(word)) && domain is not Torus)
            reader.Report("measures", "the bias of a wave", "measures other than those of waves, which need a torus");
        double kernelWidth = reader.Number("kernelWidth", NumberRange.Positive, 1);
        double? sobolevOrder = reader.Has("sobolevOrder") ? reader.Number("sobolevOrder", NumberRange.Positive) : null;
        reader.Ignore("sobolevOrder");
        if (problems.Count == 0 && sobolevOrder is double order)
        {
            double half = KernelSettings.Dimensions(system == SpecificationVocabulary.FirstOrder ? GroundMetric.ForPositions(domain) : GroundMetric.ForPhaseSpace(domain)) / 2.0;
            if (!(order > half)) reader.Report("sobolevOrder", $"{order}", $"an order above {half}, half the dimensions of the space, or points have no finite norm");
        }

        bool floors = reader.Flag("floors", true);
        if (problems.Count > 0) return null;

        return new ExperimentSpecification
        {
            Name = name,
            Question = question,
            System = particleSystem,
            Dimension = dimension,
            Domain = domain,
            Initial = initial!,
            Weight = weight,
            Ladder = [.. ladder.Select(n => (int)n)],
            Replicas = replicas,
            Seed = seed,
            FinalTime = finalTime,
            Times = times,
            StepFraction = fraction,
            Sampling = sampling switch { "sobol" => Sampling.Sobol, "lattice" => Sampling.Lattice, _ => Sampling.Iid },
            Neighbours = neighbours switch
            {
                "cell-grid" => NeighbourSearchKind.CellGrid,
                "kd-tree" => NeighbourSearchKind.KdTree,
                "brute-force" => NeighbourSearchKind.BruteForce,
                _ => NeighbourSearchKind.Auto,
            },
            Reference = reference,
            Measures = SpecificationVocabulary.Expand(measures, dimension, system),
            Kernels = new KernelSettings(kernelWidth, sobolevOrder),
            Floors = floors,
            Source = reader.Canonical,
        };
    }

    private static Domain ReadDomain(ObjectReader reader, int dimension)
    {
        string kind = reader.Word("kind", SpecificationVocabulary.Words(SpecificationVocabulary.Domains));
        ImmutableArray<double> lengths = kind == "torus" ? reader.Numbers("lengths", NumberRange.Positive, dimension) : [];
        reader.Finish();
        return kind == "torus" ? new Torus(lengths) : new FreeSpace(dimension);
    }

    private static ICommunicationWeight ReadWeight(ObjectReader reader)
    {
        string kind = reader.Word("kind", SpecificationVocabulary.Words(SpecificationVocabulary.Weights));
        double radius = reader.Number("radius", NumberRange.Positive, 1);
        double exponent = kind == "cucker-smale" ? reader.Number("exponent", NumberRange.NotNegative, 0.5) : 0;
        reader.Finish();
        if (double.IsNaN(radius) || double.IsNaN(exponent)) return new IndicatorWeight(1);
        return kind switch
        {
            "indicator" => new IndicatorWeight(radius),
            "hat" => new HatWeight(radius),
            "wendland" => new WendlandWeight(radius),
            "bump" => new BumpWeight(radius),
            _ => new TruncatedCuckerSmaleWeight(radius, exponent),
        };
    }

    private static ReferenceSpecification ReadReference(ObjectReader reader, int dimension, string system)
    {
        string kind = reader.Word("kind", SpecificationVocabulary.Words(SpecificationVocabulary.References), "auto");
        AxisSpecification? position = null, velocity = null;
        double? timeStep = null;
        ReferenceRange? range = null;
        ImmutableArray<int>? cells = null;
        bool extrapolate = true;
        int? diagnosticSteps = null;
        double? boundaryTolerance = null;
        if (kind is "grid" or "moving-frame" or "upwind")
        {
            if (reader.Has("boundaryTolerance")) boundaryTolerance = reader.Number("boundaryTolerance", NumberRange.Share);
            else reader.Ignore("boundaryTolerance");
        }

        if (kind is "grid" or "sheet" or "moving-frame" or "upwind")
        {
            position = ReadAxis(reader, "position", dimension);
            if (system != SpecificationVocabulary.FirstOrder) velocity = ReadAxis(reader, "velocity", dimension);
            if (reader.Has("timeStep")) timeStep = reader.Number("timeStep", NumberRange.Positive);
            else reader.Ignore("timeStep");
        }

        if (kind is "auto" or "grid" or "sheet" or "moving-frame" or "upwind")
        {
            if (reader.Has("diagnosticSteps")) diagnosticSteps = (int)reader.Number("diagnosticSteps", NumberRange.Steps);
            else reader.Ignore("diagnosticSteps");
        }

        if (kind == "grid" && system == "cucker-smale") range = ReadRange(reader);
        if (kind == "sheet")
        {
            extrapolate = reader.Flag("extrapolate", true);
            cells = ReadSheetCells(reader, extrapolate);
        }

        int? frameCells = kind == "moving-frame" && reader.Has("frameCells") ? (int)reader.Number("frameCells", NumberRange.Cells) : null;
        if (kind == "moving-frame") reader.Ignore("frameCells");

        reader.Finish();
        return new ReferenceSpecification(
            kind switch
            {
                "exact" => ReferenceKind.Exact,
                "grid" => ReferenceKind.Grid,
                "sheet" => ReferenceKind.Sheet,
                "moving-frame" => ReferenceKind.MovingFrame,
                "upwind" => ReferenceKind.Upwind,
                _ => ReferenceKind.Auto,
            },
            position, velocity, timeStep, range, cells, extrapolate, diagnosticSteps, frameCells, boundaryTolerance);
    }

    private static ImmutableArray<int>? ReadSheetCells(ObjectReader reader, bool extrapolate)
    {
        const string Key = "cells";
        if (!reader.Has(Key))
        {
            reader.Ignore(Key);
            return null;
        }

        ImmutableArray<double> given = reader.Numbers(Key, NumberRange.Cells, 2);
        if (extrapolate && given.Any(count => count % 2 != 0)) reader.Report(Key, "an odd number of quads", "even numbers: a pair of sheets halves them");
        return [.. given.Select(count => (int)count)];
    }

    private static ReferenceRange? ReadRange(ObjectReader reader)
    {
        const string Key = "range", Epsilon = "epsilon";
        if (!reader.Has(Key))
        {
            reader.Ignore(Key);
            return null;
        }

        if (!reader.IsText(Key)) return new ReferenceRange(reader.Number(Key, NumberRange.Positive));
        reader.Word(Key, [Epsilon]);
        return new ReferenceRange(null);
    }

    private static AxisSpecification? ReadAxis(ObjectReader reader, string key, int dimension)
    {
        if (!reader.Has(key))
        {
            reader.Ignore(key);
            return null;
        }

        ObjectReader axis = reader.Object(key, required: true);
        ImmutableArray<double>? from = axis.Has("from") ? axis.Numbers("from", NumberRange.Any, dimension) : null;
        ImmutableArray<double>? to = axis.Has("to") ? axis.Numbers("to", NumberRange.Any, dimension) : null;
        ImmutableArray<double>? cells = axis.Has("cells") ? axis.Numbers("cells", NumberRange.Cells, dimension) : null;
        for (int k = 0; k < dimension; k++)
            if (from?[k] >= to?[k]) axis.Report("to", $"{to?[k]}", $"a number above 'from' = {from?[k]}");
        foreach (string part in (string[])["from", "to", "cells"]) axis.Ignore(part);
        axis.Finish();
        return new AxisSpecification(from, to, cells is { } given ? [.. given.Select(count => (int)count)] : null);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name[0] is not ('.' or '-') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    private static bool Ascends(ImmutableArray<double> values)
    {
        for (int k = 1; k < values.Length; k++)
            if (values[k] <= values[k - 1]) return false;
        return true;
    }
}

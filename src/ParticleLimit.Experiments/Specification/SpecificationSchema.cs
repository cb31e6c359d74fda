using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParticleLimit.Experiments;

/// <summary>The JSON schema (draft 2020-12) of a specification, from the words and ranges that the reader checks.</summary>
public static class SpecificationSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text, ending in a newline.</summary>
    public static string Text => Create().ToJsonString(Indented) + "\n";

    /// <summary>The schema.</summary>
    public static JsonObject Create()
    {
        JsonObject schema = Object(
            "One experiment.",
            ["name", "question", "system", "dimension", "domain", "initial", "weight", "ladder", "finalTime", "measures"],
            ("$schema", new JsonObject { ["type"] = "string" }),
            ("name", new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9.-]*$", ["maxLength"] = 100, ["description"] = "Names the results." }),
            ("question", new JsonObject { ["type"] = "string", ["description"] = "What is asked, one line." }),
            ("system", Words("The particle system.", SpecificationVocabulary.Systems)),
            ("dimension", Number("d.", NumberRange.Dimension)),
            ("domain", Object("Where positions live.", ["kind"], ("kind", Words("", SpecificationVocabulary.Domains)), ("lengths", Vector("Side lengths of a torus.", NumberRange.Positive)))),
            ("initial", Initial()),
            ("weight", Object(
                "The communication weight psi.", ["kind"],
                ("kind", Words("", SpecificationVocabulary.Weights)), ("radius", Number("The support radius R, in units of eps; 1 by default.", NumberRange.Positive)),
                ("exponent", Number("Of cucker-smale; 0.5 by default.", NumberRange.NotNegative)))),
            ("gamma", Number("gamma of (1.3); kappa follows from it and the weight. Of cucker-smale and granular.", NumberRange.NotNegative)),
            ("lambda", Number("lambda of (1.2), the coupling times N. Of mean-field-cucker-smale.", NumberRange.NotNegative)),
            ("range", Number("The range r of psi(|x|/r). Of mean-field-cucker-smale.", NumberRange.Positive)),
            ("noise", Number("nu of Brownian noise of variance 2 nu dt; 0 by default. Of first-order.", NumberRange.NotNegative)),
            ("integrator", Words("Of first-order; auto by default.", SpecificationVocabulary.Integrators)),
            ("selfInteraction", new JsonObject { ["type"] = "boolean", ["description"] = "Whether the sum includes j = i; false by default. Of first-order." }),
            ("scaling", Object("eps = N^(-beta/d). Not of mean-field-cucker-smale.", [], ("beta", Number("1, the paper's law, by default.", NumberRange.Fraction)))),
            ("ladder", Array("Particle numbers, ascending.", Number("N.", NumberRange.Particles))),
            ("replicas", Number("Independent replicas of each rung; 1 by default.", NumberRange.Replicas)),
            ("seed", Number("The seed of every random stream; 1 by default.", NumberRange.Seed)),
            ("finalTime", Number("T.", NumberRange.Positive)),
            ("times", Array("Times of comparison, ascending, up to T; T alone by default.", Number("t.", NumberRange.NotNegative))),
            ("timeStep", Object("", [], ("fraction", Number("Of eps R over the largest relative speed; 0.25 by default.", NumberRange.Fraction)))),
            ("sampling", Words("How the initial particles are drawn.", SpecificationVocabulary.Samplings)),
            ("neighbours", Words("The neighbour search.", SpecificationVocabulary.Neighbours)),
            ("reference", Object(
                "The solution of (1.3) to compare with.", [],
                ("kind", Words("", SpecificationVocabulary.References)), ("position", Axis()), ("velocity", Axis()),
                ("timeStep", Number("Of the solver.", NumberRange.Positive)),
                ("diagnosticSteps", Number("Steps of the solver from one row of diagnostics.csv to the next; 10 by default.", NumberRange.Steps)), ("range", ReferenceRange()),
                ("boundaryTolerance", Number("The mass that may leave a grid through the sides of its positions; 1e-8 by default, 1e-6 on axes of fewer than 48 cells.", NumberRange.Share)),
                ("cells", SheetCells()), ("frameCells", Number("Cells of a moving frame along each component of v in each position cell.", NumberRange.Cells)),
                ("extrapolate", new JsonObject { ["type"] = "boolean", ["description"] = "Whether a sheet is extrapolated from a pair; true by default." }))),
            ("measures", Array("What is measured.", new JsonObject { ["enum"] = new JsonArray([.. SpecificationVocabulary.MeasureWords.Select(word => (JsonNode)word)]) })),
            ("kernelWidth", Number("The length in the kernels of mmd, mmd-laplace and h-minus-s; 1 by default.", NumberRange.Positive)),
            ("sobolevOrder", Number("s of h-minus-s, above D / 2; (D + 3) / 2 by default. A periodic axis counts twice in D.", NumberRange.Positive)),
            ("floors", new JsonObject { ["type"] = "boolean", ["description"] = "Whether each distance also gives its iid sampling floor; true by default." }));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema["oneOf"] = new JsonArray(
            Requires(["cucker-smale", "granular"], ["gamma"], ["lambda", "range", "noise", "integrator", "selfInteraction"]),
            Requires(["mean-field-cucker-smale"], ["lambda", "range"], ["gamma", "scaling", "noise", "integrator", "selfInteraction"]),
            Requires([SpecificationVocabulary.FirstOrder], [], ["gamma", "lambda", "range"]));
        return schema;
    }

    private static JsonObject Initial() => Object(
        "The initial state f0.", ["kind"],
        ("kind", Words("", SpecificationVocabulary.InitialStates)),
        ("positionCentre", Vector("Centre of the positions.", NumberRange.Any)),
        ("positionSides", Vector("Sides of the box of positions.", NumberRange.Positive)),
        ("positionDeviations", Vector("Standard deviations of normal positions, before the cut.", NumberRange.Positive)),
        ("velocityCentre", Vector("Centre of the velocities.", NumberRange.Any)),
        ("velocitySides", Vector("Sides of the box of velocities.", NumberRange.Positive)),
        ("velocityDeviations", Vector("Standard deviations of normal velocities, before the cut.", NumberRange.Positive)),
        ("cutoff", Number("Where normals are cut, in deviations; 4 by default.", NumberRange.Positive)),
        ("separation", Vector("Between the centres of two streams.", NumberRange.Any)),
        ("field", Words("u0 of a mono-kinetic state.", SpecificationVocabulary.VelocityFields)),
        ("amplitude", Number("Of the field 'sine', and of raised-cosine (0 to 1); 1 by default.", NumberRange.Any)),
        ("wavelength", Number("Of the field 'sine'; the first period or side by default.", NumberRange.Positive)),
        ("file", new JsonObject { ["type"] = "string", ["description"] = "A CSV file of samples, relative to the specification." }));

    /// <summary>The keys that some systems need, and those that are not theirs.</summary>
    private static JsonObject Requires(string[] systems, string[] needed, string[] foreign) => new()
    {
        ["properties"] = new JsonObject(
        [
            new("system", new JsonObject { ["enum"] = Strings(systems) }),
            .. foreign.Select(key => new KeyValuePair<string, JsonNode?>(key, false)),
        ]),
        ["required"] = Strings(needed),
    };

    private static JsonArray Strings(string[] words) => [.. words.Select(word => (JsonNode)word)];

    private static JsonObject ReferenceRange() => new()
    {
        ["description"] = "Of a grid beside cucker-smale: alignment averaged over this range, or over the eps of each rung, to tell the error of locality from the rest.",
        ["oneOf"] = new JsonArray(Number("", NumberRange.Positive), new JsonObject { ["const"] = "epsilon" }),
    };

    private static JsonObject SheetCells() => new()
    {
        ["type"] = "array",
        ["description"] = "Quads of a sheet along x0 and v0; even, where it is extrapolated.",
        ["items"] = Number("", NumberRange.Cells),
        ["minItems"] = 2,
        ["maxItems"] = 2,
    };

    private static JsonObject Axis() => Object(
        "The d axes of the grid in x or in v; what is left out the program chooses.", [],
        ("from", Vector("Lower ends.", NumberRange.Any)), ("to", Vector("Upper ends.", NumberRange.Any)), ("cells", Vector("Numbers of cells.", NumberRange.Cells)));

    private static JsonObject Object(string description, string[] required, params (string Key, JsonObject Schema)[] properties)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (description.Length > 0) schema["description"] = description;
        schema["properties"] = new JsonObject(properties.Select(property => new KeyValuePair<string, JsonNode?>(property.Key, property.Schema)));
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Words(string description, ImmutableArray<(string Word, string Meaning)> words)
    {
        string meanings = string.Join("; ", words.Select(entry => $"{entry.Word}: {entry.Meaning}"));
        return new JsonObject { ["enum"] = new JsonArray([.. words.Select(entry => (JsonNode)entry.Word)]), ["description"] = $"{description} {meanings}".TrimStart() };
    }

    private static JsonObject Number(string description, NumberRange range)
    {
        var schema = new JsonObject { ["type"] = range.IsInteger ? "integer" : "number", ["description"] = description };
        schema[range.ExcludesMinimum ? "exclusiveMinimum" : "minimum"] = range.Minimum;
        schema["maximum"] = range.Maximum == ulong.MaxValue ? JsonValue.Create(ulong.MaxValue) : range.Maximum;
        return schema;
    }

    private static JsonObject Vector(string description, NumberRange range) =>
        new() { ["type"] = "array", ["description"] = description, ["items"] = Number("", range), ["minItems"] = 1, ["maxItems"] = 3 };

    private static JsonObject Array(string description, JsonObject items) =>
        new() { ["type"] = "array", ["description"] = description, ["items"] = items, ["minItems"] = 1 };
}

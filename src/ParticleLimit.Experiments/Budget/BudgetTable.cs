using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The error budget of an experiment's finest rung at its last time.</summary>
/// <param name="Particles">N of the rung.</param>
/// <param name="Time">The time.</param>
/// <param name="Reference">The method of the reference.</param>
/// <param name="Measures">The budget of each measure.</param>
public sealed record BudgetTable(int Particles, double Time, string Reference, ImmutableArray<MeasureBudget> Measures)
{
    /// <summary>Takes the budget from the object that budget.json holds.</summary>
    /// <exception cref="InvalidDataException">It is no such object.</exception>
    public static BudgetTable Of(JsonObject budget)
    {
        try
        {
            return new((int)budget["particles"]!, (double)budget["time"]!, (string)budget["reference"]!, [.. ((JsonObject)budget["measures"]!).Select(pair => Entry(pair.Key, (JsonObject)pair.Value!))]);
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or InvalidCastException or FormatException)
        {
            throw new InvalidDataException($"not an error budget: {exception.Message}", exception);
        }
    }

    /// <summary>Reads budget.json.</summary>
    /// <exception cref="InvalidDataException">The file is not an error budget.</exception>
    public static BudgetTable Read(string path)
    {
        try
        {
            return Of(JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>The object that budget.json holds.</summary>
    public JsonObject ToJson() => new()
    {
        ["particles"] = Particles,
        ["time"] = Time,
        ["reference"] = Reference,
        ["measures"] = new JsonObject(Measures.Select(entry => KeyValuePair.Create(entry.Measure, (JsonNode?)new JsonObject(
            entry.Parts.Select(part => KeyValuePair.Create(part.Source.Key, (JsonNode?)part.Value)).Prepend(KeyValuePair.Create("value", (JsonNode?)entry.Value)))))),
    };

    /// <summary>The fits at the budget's time with the order refused where a source of error has more than its share of the measure; the others as they are.</summary>
    public IReadOnlyList<RateFit> Judge(IReadOnlyList<RateFit> fits) => [.. fits.Select(Judge)];

    private static MeasureBudget Entry(string measure, JsonObject entry) => new(
        measure, (double)entry["value"]!, [.. from source in BudgetSource.All where entry[source.Key] is not null select (source, (double)entry[source.Key]!)]);

    private RateFit Judge(RateFit fit)
    {
        if (fit.Time != Time || double.IsNaN(fit.Order) || Measures.FirstOrDefault(entry => entry.Measure == fit.Measure) is not { } budget) return fit;
        (BudgetSource Source, double Share)[] excesses = [.. budget.Excesses()];
        if (excesses.Length == 0) return fit;
        string reasons = string.Join(" and ", excesses.Select(excess => string.Create(CultureInfo.InvariantCulture, $"{excess.Source.Words} makes {100 * excess.Share:0}%")));
        string remedies = string.Join("; ", excesses.Select(excess => excess.Source.Remedy));
        return fit with { Verdict = $"No order of the limit is quoted for {fit.Measure}: {reasons} of its value at N = {Particles}, where a third is allowed ({remedies}). As measured: {fit.Verdict}" };
    }
}

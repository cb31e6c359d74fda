using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The error budget of an experiment's finest rung at its last time, and of the sources that the rows themselves tell at the times before.</summary>
/// <param name="Particles">N of the rung.</param>
/// <param name="Time">The time.</param>
/// <param name="Reference">The method of the reference.</param>
/// <param name="Measures">The budget of each measure.</param>
public sealed record BudgetTable(int Particles, double Time, string Reference, ImmutableArray<MeasureBudget> Measures)
{
    /// <summary>The budgets at earlier times: time stepping, binning and sampling floor, each from the rows of its time.</summary>
    public ImmutableArray<(double Time, ImmutableArray<MeasureBudget> Measures)> Earlier { get; init; } = [];

    /// <summary>Takes the budget from the object that budget.json holds.</summary>
    /// <exception cref="InvalidDataException">It is no such object.</exception>
    public static BudgetTable Of(JsonObject budget)
    {
        try
        {
            return new((int)budget["particles"]!, (double)budget["time"]!, (string)budget["reference"]!, Entries(budget["measures"]!))
            {
                Earlier = [.. (budget["earlier"] as JsonArray ?? []).Select(entry => ((double)entry!["time"]!, Entries(entry["measures"]!)))],
            };
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
        ["measures"] = Entries(Measures),
        ["earlier"] = new JsonArray([.. Earlier.Select(entry => (JsonNode?)new JsonObject { ["time"] = entry.Time, ["measures"] = Entries(entry.Measures) })]),
    };

    /// <summary>The fit with its order refused where a source of error has more than its share of the measure at the fit's time; otherwise as it is.</summary>
    public RateFit Judge(RateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ImmutableArray<MeasureBudget> measures = fit.Time == Time ? Measures : Earlier.FirstOrDefault(entry => entry.Time == fit.Time).Measures;
        if (measures.IsDefault || double.IsNaN(fit.Order) || measures.FirstOrDefault(entry => entry.Measure == fit.Measure) is not { } budget) return fit;
        (BudgetSource Source, double Share)[] excesses = [.. budget.Excesses()];
        if (excesses.Length == 0) return fit;
        string reasons = string.Join(" and ", excesses.Select(excess => string.Create(CultureInfo.InvariantCulture, $"{excess.Source.Words} makes {100 * excess.Share:0}%")));
        string remedies = string.Join("; ", excesses.Select(excess => excess.Source.Remedy));
        return fit.Refused(reasons + " of it", string.Create(
            CultureInfo.InvariantCulture,
            $"No order of the limit is quoted for {fit.Measure} at t = {fit.Time:0.######}: {reasons} of its value at N = {Particles}, where a third is allowed ({remedies})."));
    }

    private static JsonObject Entries(ImmutableArray<MeasureBudget> measures) => new(measures.Select(entry => KeyValuePair.Create(entry.Measure, (JsonNode?)new JsonObject(
        entry.Parts.Select(part => KeyValuePair.Create(part.Source.Key, (JsonNode?)part.Value)).Prepend(KeyValuePair.Create("value", (JsonNode?)entry.Value))))));

    private static ImmutableArray<MeasureBudget> Entries(JsonNode measures) => [.. ((JsonObject)measures).Select(pair => Entry(pair.Key, (JsonObject)pair.Value!))];

    private static MeasureBudget Entry(string measure, JsonObject entry) => new(
        measure, (double)entry["value"]!, [.. from source in BudgetSource.All where entry[source.Key] is not null select (source, (double)entry[source.Key]!)]);
}

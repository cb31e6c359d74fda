using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParticleLimit.Experiments;

/// <summary>Reads one JSON object key by key, collects every problem, and builds the canonical object with defaults filled in.</summary>
internal sealed class ObjectReader(JsonObject source, string path, List<SpecificationProblem> problems)
{
    private readonly List<string> known = [];

    public JsonObject Canonical { get; } = [];

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public bool Has(string key) => source.ContainsKey(key);

    public bool IsText(string key) => source.TryGetPropertyValue(key, out JsonNode? node) && node?.GetValueKind() == JsonValueKind.String;

    public void Report(string key, string found, string allowed, string? nearest = null) => problems.Add(new(PathOf(key), found, allowed, nearest));

    public string Word(string key, IEnumerable<string> words, string? fallback = null)
    {
        if (!TryGet(key, $"one of {string.Join(", ", words)}", fallback, out JsonNode? node)) return fallback ?? words.First();
        if (node is JsonValue value && value.TryGetValue(out string? word) && words.Contains(word)) return Keep(key, word);
        Report(key, Describe(node), $"one of {string.Join(", ", words)}", node?.GetValueKind() == JsonValueKind.String ? NearestWord.To(node.GetValue<string>(), words) : null);
        return words.First();
    }

    public string Text(string key, Func<string, bool> accepts, string allowed)
    {
        if (!TryGet(key, allowed, null, out JsonNode? node)) return "";
        if (node is JsonValue value && value.TryGetValue(out string? text) && accepts(text)) return Keep(key, text);
        Report(key, Describe(node), allowed);
        return "";
    }

    public double Number(string key, NumberRange range, double? fallback = null)
    {
        if (!TryGet(key, range.ToString(), fallback, out JsonNode? node)) return fallback ?? double.NaN;
        if (NumberOf(node) is double number && range.Contains(number))
        {
            if (range.IsInteger && number <= 1L << 53) Canonical[key] = (long)number;
            else Canonical[key] = number;
            return number;
        }

        Report(key, Describe(node), range.ToString());
        return double.NaN;
    }

    public int Integer(string key, NumberRange range, int? fallback = null)
    {
        double number = Number(key, range, fallback);
        return double.IsNaN(number) ? (int)Math.Max(1, range.Minimum) : (int)number;
    }

    public ulong Seed(string key, ulong fallback)
    {
        if (!TryGet(key, NumberRange.Seed.ToString(), fallback, out JsonNode? node)) return fallback;
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && ulong.TryParse(value.ToJsonString(), out ulong seed))
        {
            Canonical[key] = seed;
            return seed;
        }

        Report(key, Describe(node), NumberRange.Seed.ToString());
        return fallback;
    }

    public bool Flag(string key, bool fallback)
    {
        if (!TryGet(key, "true or false", fallback, out JsonNode? node)) return fallback;
        if (node is JsonValue value && value.TryGetValue(out bool flag))
        {
            Canonical[key] = flag;
            return flag;
        }

        Report(key, Describe(node), "true or false");
        return fallback;
    }

    /// <summary>An array of numbers; of the given length unless that is null, in which case it must not be empty.</summary>
    public ImmutableArray<double> Numbers(string key, NumberRange range, int? length, ImmutableArray<double>? fallback = null)
    {
        string allowed = $"an array of {(length is null ? "one or more numbers" : $"{length} number(s)")}, each {range}";
        ImmutableArray<double> placeholder = [.. Enumerable.Repeat(1.0, length ?? 1)];
        if (!TryGet(key, allowed, fallback is null ? null : new JsonArray([.. fallback.Value.Select(x => (JsonNode)x)]), out JsonNode? node)) return fallback ?? placeholder;
        if (node is not JsonArray array || (length is null ? array.Count == 0 : array.Count != length))
        {
            Report(key, Describe(node), allowed);
            return placeholder;
        }

        var numbers = ImmutableArray.CreateBuilder<double>(array.Count);
        bool sound = true;
        for (int k = 0; k < array.Count; k++)
        {
            double? number = NumberOf(array[k]);
            if (number is not double value || !range.Contains(value))
            {
                Report($"{key}[{k}]", Describe(array[k]), range.ToString());
                sound = false;
            }

            numbers.Add(number ?? 1);
        }

        if (!sound) return length is null ? [] : placeholder;
        Canonical[key] = new JsonArray([.. numbers.Select(x => range.IsInteger ? (JsonNode)(long)x : x)]);
        return numbers.MoveToImmutable();
    }

    public ImmutableArray<string> Words(string key, Func<string, string?> problemOf)
    {
        const string Allowed = "an array of one or more measure names";
        if (!TryGet(key, Allowed, null, out JsonNode? node)) return [];
        if (node is not JsonArray { Count: > 0 } array)
        {
            Report(key, Describe(node), Allowed);
            return [];
        }

        var words = ImmutableArray.CreateBuilder<string>(array.Count);
        for (int k = 0; k < array.Count; k++)
        {
            if (array[k] is JsonValue value && value.TryGetValue(out string? word))
            {
                if (problemOf(word) is string allowed) Report($"{key}[{k}]", $"'{word}'", allowed, NearestWord.To(word, SpecificationVocabulary.MeasureWords));
                words.Add(word);
            }
            else Report($"{key}[{k}]", Describe(array[k]), "a measure's name");
        }

        Canonical[key] = array.DeepClone();
        return words.ToImmutable();
    }

    /// <summary>A nested object; an empty one stands in for what is missing or no object.</summary>
    public ObjectReader Object(string key, bool required)
    {
        if (!TryGet(key, "an object { .. }", required ? null : new JsonObject(), out JsonNode? node) || node is not JsonObject nested)
        {
            if (node is not null and not JsonObject) Report(key, Describe(node), "an object { .. }");
            nested = [];
        }

        var reader = new ObjectReader(nested, PathOf(key), required && !Has(key) ? [] : problems); // a missing object is one problem, not one per key
        Canonical[key] = reader.Canonical;
        return reader;
    }

    /// <summary>Reports the keys that nothing asked for.</summary>
    public void Finish()
    {
        foreach (string key in source.Select(pair => pair.Key).Where(key => !known.Contains(key)))
            Report(key, "an unknown key", $"the keys {string.Join(", ", known)}", NearestWord.To(key, known));
    }

    /// <summary>Accepts a key without reading it.</summary>
    public void Ignore(string key) => known.Add(key);

    private static double? NumberOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), out double number) ? number : null;

    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray array => $"an array of {array.Count}",
        JsonObject => "an object",
        _ => node.ToJsonString() is { Length: > 60 } text ? text[..60] + ".." : node.ToJsonString(),
    };

    private bool TryGet(string key, string allowed, JsonNode? fallback, out JsonNode? node)
    {
        known.Add(key);
        if (source.TryGetPropertyValue(key, out node)) return true;
        if (fallback is null) Report(key, "nothing", allowed + " (the key is required)");
        else Canonical[key] = fallback;
        return false;
    }

    private string Keep(string key, string text)
    {
        Canonical[key] = text;
        return text;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParticleLimit.Experiments;

/// <summary>Applies "--set path=value" to a specification: gamma=2, initial.velocitySides[0]=1, ladder=[100,200].</summary>
internal static class SpecificationOverrides
{
    public static void Apply(JsonObject source, IEnumerable<string> overrides)
    {
        foreach (string change in overrides)
        {
            int equals = change.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new SpecificationException($"--set {change}", "no '='", "path=value, such as gamma=2");
            Set(source, change[..equals].Trim(), Value(change[(equals + 1)..].Trim()));
        }
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text); // a bare word
        }
    }

    private static void Set(JsonObject source, string path, JsonNode? value)
    {
        string[] keys = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        JsonNode node = source;
        for (int k = 0; k < keys.Length; k++)
        {
            bool last = k == keys.Length - 1;
            if (node is JsonArray array && keys[k] is ['[', .., ']'] && int.TryParse(keys[k].AsSpan(1, keys[k].Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < array.Count)
            {
                if (last) array[index] = value;
                else node = array[index] ?? throw Missing();
            }
            else if (node is JsonObject holder && keys[k][0] != '[')
            {
                if (last) holder[keys[k]] = value;
                else
                {
                    if (!holder.ContainsKey(keys[k])) holder[keys[k]] = new JsonObject(); // an unknown key is named when the whole is read
                    node = holder[keys[k]] ?? throw Missing();
                }
            }
            else throw Missing();

            SpecificationException Missing() => new($"--set {path}", $"no '{string.Join('.', keys[..(k + 1)])}'", "the path of a key of the specification");
        }
    }
}

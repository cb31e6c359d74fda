using System.Text.Json;
using System.Text.Json.Serialization;
using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>fits.json: for each measure and time the observed order, its 95% interval, prefactor, points, prediction and verdict.</summary>
public static class FitsFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Writes the fits, atomically.</summary>
    public static void Write(string path, IReadOnlyList<RateFit> fits) => AtomicFile.WriteText(path, JsonSerializer.Serialize(fits, Options) + "\n");

    /// <summary>Reads the fits back.</summary>
    /// <exception cref="InvalidDataException">The file is not a list of fits.</exception>
    public static IReadOnlyList<RateFit> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RateFit[]>(File.ReadAllText(path), Options) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not a list of fits: {exception.Message}", exception);
        }
    }
}

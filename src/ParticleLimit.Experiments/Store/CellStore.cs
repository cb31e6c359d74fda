using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ParticleLimit.Experiments;

/// <summary>Keeps finished cells: NAME.json with the rows, NAME.h5 with the snapshots, both written atomically, the JSON last.</summary>
/// <remarks>A cell is taken again only if its JSON is whole, was made from the same specification (by hash) and its snapshots have the
/// recorded checksum; anything else is computed anew. The hash leaves out what a cell does not depend on, so that a longer ladder or
/// more replicas reuse what is there.</remarks>
public sealed class CellStore
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    private static readonly string[] CellIndependentKeys = ["name", "question", "ladder", "replicas"];

    private readonly string folder;
    private readonly string fingerprint;

    /// <summary>The store of one experiment in one results directory. Nothing is created before the first cell is saved.</summary>
    public CellStore(ResultsDirectory directory, ExperimentSpecification specification)
    {
        folder = directory.Cells;
        fingerprint = Fingerprint(specification.Source);
    }

    /// <summary>A hash of everything in a specification on which the cells depend.</summary>
    public static string Fingerprint(JsonObject source)
    {
        var relevant = (JsonObject)source.DeepClone();
        foreach (string key in CellIndependentKeys) relevant.Remove(key);
        return Hash(Encoding.UTF8.GetBytes($"{FormatVersion}:{relevant.ToJsonString()}"));
    }

    /// <summary>The finished cell, or null if it is missing, damaged or of another specification.</summary>
    /// <param name="key">The cell.</param>
    /// <param name="replicas">For the average of a rung, the number of replicas it must be made of; else ignored.</param>
    public CellResult? TryLoad(CellKey key, int replicas = 0)
    {
        string path = PathOf(key, ".json");
        if (!File.Exists(path)) return null;
        try
        {
            Entry? entry = JsonSerializer.Deserialize<Entry>(File.ReadAllText(path), Options);
            if (entry is null || entry.Fingerprint != fingerprint || entry.Result is null) return null;
            if (key.Replica == CellKey.Average) return entry.Replicas == replicas ? entry.Result : null;
            return entry.SnapshotHash == Hash(File.ReadAllBytes(PathOf(key, ".h5"))) ? entry.Result : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a finished cell and its snapshots.</summary>
    public void Save(CellKey key, CellResult result, IReadOnlyList<ParticleSnapshot> snapshots)
    {
        Directory.CreateDirectory(folder);
        string path = PathOf(key, ".h5");
        SnapshotFile.Write(path, snapshots);
        Write(key, new Entry(fingerprint, 0, Hash(File.ReadAllBytes(path)), result));
    }

    /// <summary>Keeps the average of a rung over its replicas.</summary>
    public void SaveAverage(int particles, int replicas, CellResult result)
    {
        Directory.CreateDirectory(folder);
        Write(new CellKey(particles, CellKey.Average), new Entry(fingerprint, replicas, "", result));
    }

    /// <summary>The snapshots of a finished cell.</summary>
    public IReadOnlyList<ParticleSnapshot> LoadSnapshots(CellKey key) => SnapshotFile.Read(PathOf(key, ".h5"));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private void Write(CellKey key, Entry entry) => AtomicFile.WriteText(PathOf(key, ".json"), JsonSerializer.Serialize(entry, Options));

    private string PathOf(CellKey key, string extension) => Path.Combine(folder, key.FileName + extension);

    private sealed record Entry(string Fingerprint, int Replicas, string SnapshotHash, CellResult Result);
}

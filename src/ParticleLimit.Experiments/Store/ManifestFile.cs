using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParticleLimit.Experiments;

/// <summary>manifest.json: the specification in full, and by what, where and when it was run.</summary>
public static class ManifestFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The version of this program.</summary>
    public static string ProgramVersion =>
        typeof(ManifestFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The manifest of a run that starts now.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="reference">The reference's method.</param>
    /// <param name="jobs">Cells run at once; no result depends on it.</param>
    public static JsonObject Begin(ExperimentSpecification specification, string reference, int jobs) => new()
    {
        ["specification"] = specification.Source.DeepClone(),
        ["cellFingerprint"] = CellStore.Fingerprint(specification.Source),
        ["program"] = "ParticleLimit",
        ["version"] = ProgramVersion,
        ["gitCommit"] = GitCommit(),
        ["seed"] = specification.Seed,
        ["reference"] = reference,
        ["referenceCloud"] = $"{ReferenceClouds.Count} low-discrepancy points of f0 carried along the reference's characteristics",
        ["machine"] = new JsonObject
        {
            ["operatingSystem"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["processors"] = Environment.ProcessorCount,
            ["vectorBits"] = Vector512.IsHardwareAccelerated ? 512 : Vector<byte>.Count * 8,
        },
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["jobs"] = jobs,
        ["start"] = Now(),
        ["end"] = null,
    };

    /// <summary>Writes a manifest, atomically.</summary>
    public static void Write(string path, JsonObject manifest) => AtomicFile.WriteText(path, manifest.ToJsonString(Options) + "\n");

    /// <summary>Reads a manifest; null if there is none or it is damaged.</summary>
    public static JsonObject? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The time now, UTC, ISO 8601.</summary>
    public static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The commit that the program was built from, as far as it stands in its repository; null elsewhere.</summary>
    public static string? GitCommit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, "describe", "--always", "--dirty", "--abbrev=40"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            string commit = git!.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine: the version still names the program
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Experiments;

/// <summary>A solution on its way in a file beside its results; a kill leaves the last whole one.</summary>
/// <remarks>The digest of the specification and of the build of the solvers, the digest of the rest, the rest. A file of another specification or build, or a damaged one, is as good as none, and says so.</remarks>
/// <param name="path">The file.</param>
/// <param name="specification">The experiment.</param>
/// <param name="warn">Told why a file is not taken up.</param>
/// <param name="interval">The time from one state to the next, at least; longer where a state takes more than a twentieth of it to write.</param>
/// <param name="clock">What measures it.</param>
internal sealed class SolveStateFile(string path, ExperimentSpecification specification, Action<string>? warn, TimeSpan interval, TimeProvider clock) : ISolveState
{
    private const int Rarest = 20;

    private readonly byte[] owner = SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(GridSolver).Module.ModuleVersionId} {specification.Source.ToJsonString()}"));

    private long last = clock.GetTimestamp();
    private TimeSpan writing;

    /// <summary>Where a folder of results keeps it.</summary>
    public static string In(string folder) => Path.Combine(folder, "solve.state");

    /// <inheritdoc/>
    public bool IsDue => clock.GetElapsedTime(last) >= (writing > interval / Rarest ? Rarest * writing : interval);

    /// <inheritdoc/>
    public bool TakeUp(Action<BinaryReader> read)
    {
        if (!File.Exists(path)) return false;
        using FileStream stream = File.OpenRead(path);
        if (!Digest(stream).AsSpan().SequenceEqual(owner)) return Refused("belongs to another specification or build of the program");
        byte[] digest = Digest(stream);
        long start = stream.Position;
        if (digest.Length < SHA256.HashSizeInBytes || !SHA256.HashData(stream).AsSpan().SequenceEqual(digest)) return Refused("is damaged");
        stream.Position = start;
        using var buffered = new BufferedStream(stream, 1 << 20);
        using var reader = new BinaryReader(buffered);
        read(reader);
        return true;
    }

    /// <inheritdoc/>
    public void Keep(Action<BinaryWriter> write)
    {
        long started = clock.GetTimestamp();
        try
        {
            Write(write);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A full disk is no reason to give up a solution that is under way.
            warn?.Invoke($"{path} could not be written ({problem.Message}); a solution that is stopped now goes on from an earlier state, if there is one.");
        }

        last = clock.GetTimestamp();
        writing = clock.GetElapsedTime(started, last);
    }

    /// <summary>Removes the file; the solution is finished.</summary>
    public void Remove() => File.Delete(path);

    private void Write(Action<BinaryWriter> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, partial =>
        {
            using var stream = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite);
            stream.Write(owner);
            stream.Write(new byte[SHA256.HashSizeInBytes]);
            using (var buffered = new BufferedStream(stream, 1 << 20))
            using (var writer = new BinaryWriter(buffered))
            {
                write(writer);
                writer.Flush();
                stream.Position = owner.Length + SHA256.HashSizeInBytes;
                byte[] digest = SHA256.HashData(stream);
                stream.Position = owner.Length;
                stream.Write(digest);
                stream.Flush();
            }
        });
    }

    private static byte[] Digest(FileStream stream)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        return digest[..stream.ReadAtLeast(digest, digest.Length, throwOnEndOfStream: false)];
    }

    private bool Refused(string reason)
    {
        warn?.Invoke($"{path} {reason}: the solution begins again.");
        return false;
    }
}

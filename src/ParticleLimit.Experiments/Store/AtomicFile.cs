namespace ParticleLimit.Experiments;

/// <summary>Writes files so that a reader, or a run killed at any moment, sees the old file or the whole new one, never a part.</summary>
public static class AtomicFile
{
    private const string PartialSuffix = ".partial";

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, partial => File.WriteAllText(partial, text));

    /// <summary>Lets <paramref name="write"/> fill a file beside <paramref name="path"/>, flushes it to disk and moves it into place.</summary>
    /// <param name="path">The file to replace.</param>
    /// <param name="write">Receives the path of the partial file and writes it whole.</param>
    public static void Write(string path, Action<string> write)
    {
        string partial = path + PartialSuffix;
        try
        {
            write(partial);
            using (FileStream stream = File.OpenWrite(partial)) stream.Flush(flushToDisk: true);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial); // a full disk must not keep the space of what could not be finished
            throw;
        }
    }
}

using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

public class AtomicFileTests
{
    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["a.txt"], "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(folder["a.txt"], partial =>
        {
            File.WriteAllText(partial, "half of the ne");
            throw new IOException("No space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFiles(folder.Root));
    }
}

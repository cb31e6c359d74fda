using System.Globalization;
using System.Text;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>A cloud of particles as CSV with the header x0[,x1..],v0[,v1..].</summary>
public static class CloudFile
{
    /// <summary>Writes one line per particle, atomically; numbers read back to the same bits.</summary>
    public static void Write(string path, ParticleState state)
    {
        double[][] columns = [.. state.Positions, .. state.Velocities];
        AtomicFile.Write(path, partial =>
        {
            using var writer = new StreamWriter(partial);
            IEnumerable<int> axes = Enumerable.Range(0, state.Dimension);
            writer.Write(string.Join(',', axes.Select(axis => $"x{axis}").Concat(axes.Select(axis => $"v{axis}"))) + "\n");
            var line = new StringBuilder();
            for (int i = 0; i < state.Count; i++)
            {
                line.Clear();
                foreach (double[] column in columns) line.Append(CultureInfo.InvariantCulture, $"{column[i]:R},");
                line[^1] = '\n';
                writer.Write(line);
            }
        });
    }
}

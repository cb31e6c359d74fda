using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>profiles.csv: the density and mean velocity of a reference without a phase space, at the times of comparison.</summary>
public static class ReferenceProfiles
{
    private const int Points = 1000;

    /// <summary>The profiles of a first-order system's reference; empty for others, whose fields hold more.</summary>
    public static IReadOnlyList<DensityProfile> Of(IKineticReference reference, ImmutableArray<double> times) =>
        reference is BurgersReference burgers ? [.. times.Select(time => Sampled(burgers, time))] : [];

    /// <summary>Writes profiles: time,x,density,velocity.</summary>
    public static void Write(string path, IEnumerable<DensityProfile> profiles)
    {
        var text = new StringBuilder("time,x,density,velocity\n");
        foreach (DensityProfile profile in profiles)
            for (int i = 0; i < profile.Positions.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"{profile.Time:R},{profile.Positions[i]:R},{profile.Densities[i]:R},{profile.Velocities[i]:R}\n");
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads profiles back.</summary>
    public static IReadOnlyList<DensityProfile> Read(string path) =>
    [
        .. from line in File.ReadLines(path).Skip(1)
           let numbers = Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture))
           group numbers by numbers[0] into time
           select new DensityProfile(time.Key, [.. time.Select(row => row[1])], [.. time.Select(row => row[2])], [.. time.Select(row => row[3])]),
    ];

    private static DensityProfile Sampled(BurgersReference reference, double time)
    {
        (double from, double to) = reference.Solution.Range(time);
        double space = reference.Domain is FreeSpace ? 0.05 * (to - from) : 0; // what is empty on both sides is part of the picture
        double[] x = [.. Enumerable.Range(0, Points).Select(i => from - space + (to - from + 2 * space) * (i + 0.5) / Points)];
        double[] density = [.. x.Select(position => reference.Solution.Density(time, position))];
        return new DensityProfile(time, x, density, [.. density.Select(f => reference.Solution.Flux * f)]);
    }
}

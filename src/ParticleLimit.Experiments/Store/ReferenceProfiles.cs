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

    /// <summary>The same for every reference in d = 1 whose density in phase space cannot be drawn: mono-kinetic ones, too.</summary>
    public static IReadOnlyList<DensityProfile> WithoutFields(IKineticReference reference, ImmutableArray<double> times) =>
        reference is MonoKineticSolution { Dimension: 1 } solution ? [.. times.Select(time => Sampled(solution, time))] : Of(reference, times);

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

    private static DensityProfile Sampled(MonoKineticSolution solution, double time)
    {
        // Before they cross, characteristics keep their order: the ends of the support stay the ends.
        (double from, double to) = solution.Domain is Torus torus ? (0, torus.Lengths[0]) : (End(solution.Initial.Support[0].From), End(solution.Initial.Support[0].To));
        double[] x = [.. Enumerable.Range(0, Points).Select(i => from + (to - from) * (i + 0.5) / Points)], density = new double[Points], velocity = new double[Points];
        for (int i = 0; i < Points; i++) density[i] = solution.Macroscopic(time, x.AsSpan(i, 1), velocity.AsSpan(i, 1));
        return new DensityProfile(time, x, density, velocity);

        double End(double start)
        {
            Span<double> speed = stackalloc double[1];
            ((MonoKineticState)solution.Initial).Field.At([start], speed);
            return start + time * speed[0];
        }
    }
}

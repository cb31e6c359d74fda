using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The standard normal increments of N independent Brownian paths, each from a stream of its own.</summary>
/// <remarks>A path does not depend on how many others there are, nor on the order in which they are asked. In halves, two increments of half a step each add up to
/// the increment of the whole step in the other mode (Levy's midpoint construction): the paths are the same.</remarks>
internal sealed class BrownianPaths
{
    private readonly RandomStream[] streams;
    private readonly RandomStream[] midpointStreams;
    private readonly double[] held;
    private readonly double[] heldMidpoint;
    private readonly double[] secondHalf;
    private readonly bool halves;

    /// <summary>The paths.</summary>
    /// <param name="stream">The stream from which all follow.</param>
    /// <param name="count">N.</param>
    /// <param name="halves">Whether an increment is over half a step.</param>
    public BrownianPaths(RandomStream stream, int count, bool halves)
    {
        this.halves = halves;
        streams = [.. Enumerable.Range(0, count).Select(i => stream.Split(2 * i))];
        midpointStreams = halves ? [.. Enumerable.Range(0, count).Select(i => stream.Split(2 * i + 1))] : [];
        held = NewArray(count);
        heldMidpoint = NewArray(halves ? count : 0);
        secondHalf = NewArray(halves ? count : 0);
    }

    /// <summary>The next increment of one path, in units of the root of its length of time.</summary>
    public double Next(int path)
    {
        if (!halves) return Normal(streams, held, path);
        double half = secondHalf[path];
        if (!double.IsNaN(half))
        {
            secondHalf[path] = double.NaN;
            return half;
        }

        double whole = Normal(streams, held, path), midpoint = Normal(midpointStreams, heldMidpoint, path);
        secondHalf[path] = (whole - midpoint) * Math.Sqrt(0.5);
        return (whole + midpoint) * Math.Sqrt(0.5);
    }

    // NaN stands for "none held".
    private static double[] NewArray(int count)
    {
        double[] array = new double[count];
        Array.Fill(array, double.NaN);
        return array;
    }

    private static double Normal(RandomStream[] streams, double[] held, int path)
    {
        double second = held[path];
        if (!double.IsNaN(second))
        {
            held[path] = double.NaN;
            return second;
        }

        (double first, held[path]) = streams[path].NextNormalPair();
        return first;
    }
}

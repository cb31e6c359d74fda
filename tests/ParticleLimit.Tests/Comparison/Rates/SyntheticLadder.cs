using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Ladders of lognormal replicas whose mean is exactly a N^(-p).</summary>
internal static class SyntheticLadder
{
    public static readonly ImmutableArray<int> Rungs = [1000, 2000, 4000, 8000, 16000];

    public static RungSamples[] Lognormal(double order, double prefactor, double logDeviation, int replicas, int seed) =>
        [.. Rungs.Select((n, rung) =>
        {
            RandomStream stream = RandomStream.For((ulong)seed, rung, replicas, StreamPurpose.Test);
            double mean = prefactor * Math.Pow(n, -order);
            return new RungSamples(n, [.. Enumerable.Range(0, replicas).Select(_ => mean * Math.Exp(logDeviation * Normal(ref stream) - logDeviation * logDeviation / 2))]);
        })];

    public static RungSamples[] Exact(double order, double prefactor, int replicas) =>
        [.. Rungs.Select(n => new RungSamples(n, [.. Enumerable.Repeat(prefactor * Math.Pow(n, -order), replicas)]))];

    public static RandomStream Bootstrap(int seed = 0) => RandomStream.For((ulong)seed, 0, 0, StreamPurpose.Bootstrap);

    private static double Normal(ref RandomStream stream) =>
        Math.Sqrt(-2 * Math.Log(stream.NextDouble())) * Math.Cos(2 * Math.PI * stream.NextDouble());
}

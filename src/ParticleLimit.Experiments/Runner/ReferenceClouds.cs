using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>What stands for f(t) in the distances: one low-discrepancy sample of f0, carried along the reference's characteristics, and for w1 in d = 1 f(t) itself.</summary>
/// <remarks>Made once and shared by all cells. Its own distance from f is of the order of the discrepancy of <see cref="Count"/> points,
/// far under the N^(-1/2) of the particles; the error budget measures it.</remarks>
public sealed class ReferenceClouds
{
    /// <summary>The number of points.</summary>
    public const int Count = 1 << 16;

    private readonly ImmutableArray<double> times;
    private readonly ImmutableArray<PointCloud> clouds;
    private readonly ImmutableArray<ResolvedDensity?> densities;

    /// <summary>Carries the sample to each time.</summary>
    /// <param name="reference">The solution f.</param>
    /// <param name="times">The times of comparison, ascending.</param>
    /// <param name="withDensity">Whether f(t) itself is wanted, where there is a density.</param>
    /// <param name="shift">A random shift of the low-discrepancy points, for another cloud of the same quality.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public ReferenceClouds(IKineticReference reference, ImmutableArray<double> times, bool withDensity, RandomStream? shift = null, CancellationToken cancellation = default)
    {
        this.times = times;
        var cloud = new ReferenceCloud(reference, Count, new KroneckerSequence(reference.Initial.UniformsPerParticle, shift));
        var made = ImmutableArray.CreateBuilder<PointCloud>(times.Length);
        foreach (double time in times)
        {
            cloud.AdvanceTo(time, cancellation);
            made.Add(PointCloud.FromPhaseSpace(Copy(cloud.Positions), Copy(cloud.Velocities)));
        }

        clouds = made.MoveToImmutable();
        densities = [.. times.Select(time => withDensity ? ReferenceDensity.Of(reference, time) : null)];
    }

    /// <summary>The cloud at one of the times of comparison.</summary>
    public PointCloud At(double time) => clouds[times.IndexOf(time)];

    /// <summary>f at one of the times of comparison; null where it was not wanted or has no density.</summary>
    public ResolvedDensity? DensityAt(double time) => densities[times.IndexOf(time)];

    private static double[][] Copy(double[][] axes) => [.. axes.Select(axis => axis.ToArray())];
}

using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class ReferenceDensityTests
{
    private static readonly ProductState Box = ProductState.UniformBox([0.5], [1], [0], [2]);

    [Fact]
    public void The_homogeneous_solution_is_exact_on_its_box()
    {
        var solution = new HomogeneousSolution(Box, new Torus([1]), gamma: 1);
        CellDensity density = ReferenceDensity.Of(solution, 1)!.For(1_000_000);
        Assert.Equal(0, density.Error, 1e-9);
        Assert.Equal(Math.Exp(-1), density.VelocityFrom + density.VelocityStep * density.Masses.GetLength(1), 1e-12);
        Assert.Equal(1.0 / density.Masses.Length, density.Masses[3, 5], 1e-12);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Averages_are_as_far_from_a_sample_of_f_as_the_sample_and_no_more(bool torus)
    {
        // A box sheared by transport: W1 of an iid cloud carried along, against the density, is that of the cloud against f0, where nothing is sheared, up to the shear.
        Domain domain = torus ? new Torus([1.5]) : new FreeSpace(1);
        var solution = new FreeTransport(Box, domain);
        CellDensity density = ReferenceDensity.Of(solution, 1)!.For(4000);
        var cloud = new ReferenceCloud(solution, 1 << 13, new SobolSequence(2, Clouds.Stream(3)));
        cloud.AdvanceTo(1);
        DistanceResult distance = DensityWasserstein.Distance(PointCloud.FromPhaseSpace(cloud.Positions, cloud.Velocities), density, GroundMetric.ForPhaseSpace(domain), 4);
        double spacing = Math.Sqrt(density.EffectiveArea / (1 << 13));
        Assert.InRange(distance.Upper, 0.3 * spacing, spacing); // evenly spread points: a good half of their distance
        Assert.True(density.Error < 0.05 * spacing);
    }
}

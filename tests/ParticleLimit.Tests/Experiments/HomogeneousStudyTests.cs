using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

public class HomogeneousStudyTests
{
    [Fact]
    public void Fluctuations_of_the_start_are_those_of_independent_particles_and_momentum_is_kept()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("chaos-2d"), ["replicas=100"]);
        IReadOnlyList<FluctuationPoint> points = FluctuationStudy.Run(specification, 200, [0, 0.5]);
        foreach (FluctuationPoint point in points.Where(p => p.Time == 0))
        {
            Assert.Equal(1, point.Predicted / point.Independent, 5e-3);
            Assert.InRange(point.Independent, point.Lower * 0.85, point.Upper * 1.15);
        }

        double[] momentum = [.. points.Where(p => p.Statistic == "momentum").Select(p => p.Variance)];
        Assert.Equal(1, momentum[1] / momentum[0], 1e-10);
    }

    [Fact]
    public void Sums_over_many_particles_are_normal_and_over_two_are_not()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("chaos-2d"), ["replicas=400"]);
        FluctuationPoint Momentum(int particles) => FluctuationStudy.Run(specification, particles, [0]).Single(point => point.Statistic == "momentum");
        FluctuationPoint many = Momentum(200), two = Momentum(2);
        Assert.InRange(many.Kurtosis, 2 * many.Normal.KurtosisLower, 2 * many.Normal.KurtosisUpper);
        Assert.InRange(many.Skewness, -1.5 * many.Normal.SkewnessBand, 1.5 * many.Normal.SkewnessBand);
        Assert.InRange(two.Kurtosis, -0.6 - 0.2, -0.6 + 0.2); // the mean of two uniform numbers
        Assert.True(two.Kurtosis < two.Normal.KurtosisLower);
    }

    [Fact]
    public void Slow_pairs_are_too_many_and_fast_ones_too_few_as_straight_passages_say()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("chaos-2d"), ["replicas=40"]);
        IReadOnlyList<PairSpeedBin> bins = PairSpeedStudy.Run(specification, 3600);
        PairSpeedBin[] slow = [.. bins.Where(bin => bin is { SpeedTo: <= 0.6, SeparationTo: <= 1 })], fast = [.. bins.Where(bin => bin is { SpeedFrom: >= 1.2, SeparationTo: <= 1 })];
        Assert.InRange(slow.Average(bin => bin.Density.Mean - 1) / slow.Average(bin => bin.Predicted - 1), 0.7, 1.5);
        Assert.True(fast.Average(bin => bin.Predicted) < 1 && fast.Average(bin => bin.Density.Mean) < 1);
    }

    [Fact]
    public void The_pair_density_is_above_that_of_independent_pairs_as_straight_passages_say()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("chaos-3d"), ["replicas=12"]);
        IReadOnlyList<PairDensityBin> bins = PairDensityStudy.Run(specification, 4096);
        PairDensityBin[] near = [.. bins.Where(bin => bin.Separation > 0.5 && bin.Separation < 1.5)];
        Assert.InRange(near.Average(bin => bin.Density.Mean - 1) / near.Average(bin => bin.Predicted - 1), 0.8, 1.4);
    }

    [Fact]
    public void The_law_of_velocities_spreads_over_the_edge_as_the_corrected_equation_says()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("bias-2d"), ["replicas=16"]);
        IReadOnlyList<VelocityLawBin> bins = VelocityLawStudy.Run(specification, 1600);
        double edge = Math.Exp(-1);
        foreach (Func<VelocityLawBin, bool> side in (Func<VelocityLawBin, bool>[])[bin => bin.From > edge - 1e-9, bin => bin.To < -edge + 1e-9])
        {
            double particles = bins.Where(side).Sum(bin => bin.Particles.Mean), corrected = bins.Where(side).Sum(bin => bin.Corrected.Mean);
            Assert.InRange(particles / corrected, 0.85, 1.25);
        }
    }

    [Fact]
    public void An_experiment_that_is_not_homogeneous_is_refused() => Assert.Throws<ArgumentException>(
        () => PairDensityStudy.Run(SpecificationReader.Read(Repository.Experiment("kinetic-2d"), []), 100));
}

using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Tests;

public class ScatteringStudyTests
{
    private static readonly double[] Times = [1, 2, 4, 8];

    [Fact]
    public void The_solution_without_its_flight_comes_to_rest_and_keeps_its_bounds()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("scattering-2d"), []);
        IReadOnlyList<ScatteringTail> tail = ScatteringStudy.Tail(ScatteringStudy.Solve(specification, Times), Times);
        Assert.Equal(0, tail[^1].ToFinal);
        for (int k = 0; k + 1 < tail.Count; k++) Assert.True(tail[k].ToFinal > 1.5 * tail[k + 1].ToFinal);
        Assert.All(tail, p => Assert.Equal(1, p.Mass, 0.03));

        // (3.20) bounds sup f, which grows along characteristics: by less and less each time that t doubles.
        double[] growth = [.. tail.Zip(tail.Skip(1), (a, b) => Math.Log(b.Supremum / a.Supremum))];
        for (int k = 0; k + 1 < growth.Length; k++) Assert.InRange(growth[k + 1], 0, 0.85 * growth[k]);
    }

    [Fact]
    public void Without_alignment_particles_have_scattered_from_the_start()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("scattering-2d"), ["gamma=0"]);
        DispersingFlow flow = ScatteringStudy.Solve(specification, [1, 3]);
        IReadOnlyList<ScatteringPoint> points = ScatteringStudy.Particles(specification, flow, 50, 2, [1, 3]);
        Assert.All(points, p => Assert.Equal(0, p.ToFinal.Mean, 1e-12));
        Assert.All(points, p => Assert.Equal(0, p.Coupling.Mean, 1e-24));
    }

    [Fact]
    public void A_torus_is_refused() => Assert.Throws<ArgumentException>(
        () => ScatteringStudy.Solve(SpecificationReader.Read(Repository.Experiment("bias-2d"), []), Times));
}

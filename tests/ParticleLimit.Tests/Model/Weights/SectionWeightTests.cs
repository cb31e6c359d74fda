using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SectionWeightTests
{
    public static TheoryData<ICommunicationWeight> Weights => WeightTests.Weights;

    /// <summary>int psi_1 ds = int psi dz over R^d: by quadrature of its values on the left, by the weight's own closed form on the right.</summary>
    [Theory, MemberData(nameof(Weights))]
    public void Its_values_integrate_to_the_integral_of_the_weight_over_all_axes(ICommunicationWeight weight)
    {
        for (int d = 1; d <= 3; d++)
        {
            var section = new SectionWeight(weight, d);
            Assert.Equal(1, 2 * WeightIntegrals.Integrate(s => section.Value(s * s), 0, weight.SupportRadius) / weight.Integral(d), 1e-9);
            Assert.Equal(weight.Integral(d), section.Integral(1));
            Assert.Equal(0, section.Value(weight.SupportRadius * weight.SupportRadius));
        }
    }

    /// <summary>int z_0^2 psi dz = (1/d) int |z|^2 psi dz by symmetry: the second moment, which sets the size of locality.</summary>
    [Theory, MemberData(nameof(Weights))]
    public void Its_second_moment_is_that_of_the_weight_along_one_axis(ICommunicationWeight weight)
    {
        double[] surfaces = [2, 2 * Math.PI, 4 * Math.PI];
        for (int d = 1; d <= 3; d++)
        {
            var section = new SectionWeight(weight, d);
            double own = 2 * WeightIntegrals.Integrate(s => s * s * section.Value(s * s), 0, weight.SupportRadius);
            double radial = surfaces[d - 1] * WeightIntegrals.Integrate(r => Math.Pow(r, d + 1) * weight.Value(r * r), 0, weight.SupportRadius) / d;
            Assert.Equal(1, own / radial, 1e-9);
        }
    }

    [Fact]
    public void Beyond_three_dimensions_there_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => new SectionWeight(new HatWeight(1), 4));
}

using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SlabTests
{
    private static readonly Torus Box = new(2, 0.5, 3);
    private static readonly ProductState Even = State(0.1, 1.5);

    [Fact]
    public void A_flock_even_across_the_first_axis_has_the_marginal_of_that_axis_for_its_line()
    {
        Slab slab = Slab.Of(Even, Box)!;
        Assert.Equal((1.5, 2.0), (slab.Section, slab.LineTorus.Lengths[0]));
        Assert.Equal((Even.Velocities[1].Mean, Even.Velocities[2].Mean), (slab.Mean[0], slab.Mean[1]));
        foreach ((double from, double to) in new[] { (0.0, 2.0), (0.3, 0.9) })
        {
            double whole = Even.Probability([from, -9, -9, -0.2, -9, -9], [to, 9, 9, 0.3, 9, 9]);
            Assert.Equal(whole, slab.Line.Probability([from, -0.2], [to, 0.3]), 1e-14);
        }
    }

    [Fact]
    public void A_mixture_is_one_where_its_components_share_the_mean_velocity_across()
    {
        var mixture = new MixtureState([1, 3], [Even, State(0.1, 0.7)]);
        Slab slab = Slab.Of(mixture, Box)!;
        Assert.Equal([0.25, 0.75], slab.Components.Select(component => component.Weight));
        Assert.Equal(mixture.Probability([0.3, -9, -9, -0.2, -9, -9], [0.9, 9, 9, 0.3, 9, 9]), slab.Line.Probability([0.3, -0.2], [0.9, 0.3]), 1e-14);
        Assert.Null(Slab.Of(new MixtureState([1, 3], [Even, State(0.2, 0.7)]), Box));
    }

    [Fact]
    public void What_is_uneven_across_or_has_no_across_is_none()
    {
        Assert.Null(Slab.Of(Even, new Torus(2, 0.6, 3)));
        Assert.Null(Slab.Of(Even, new FreeSpace(3)));
        Assert.Null(Slab.Of(ProductState.Gaussian([0.5, 0.5], [0.1, 0.1], [0, 0], [1, 1], 3), new Torus(1, 1)));
        Assert.Null(Slab.Of(ProductState.UniformBox([0.5], [0.5], [0], [1]), new Torus(1)));
        Assert.Null(Slab.Of(new MonoKineticState([new UniformMarginal(0, 1), new UniformMarginal(0, 1)], new SineField(0.1, 2 * Math.PI)), new Torus(1, 1)));
    }

    private static ProductState State(double mean, double spread) => new(
        [new RaisedCosineMarginal(1, 2, 0.5), new UniformMarginal(0, 0.5), new UniformMarginal(-1, 2)],
        [new UniformMarginal(-0.5, 0.7), new UniformMarginal(mean - spread, mean + spread), new TruncatedGaussianMarginal(0.2, 0.1, 0, 0.5)]);
}

using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class EncounterPredictionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_mean_over_points_is_the_closed_form_in_a_homogeneous_state(int d)
    {
        double[] sides = [.. Enumerable.Repeat(1.3, d)];
        var torus = new Torus([.. sides]);
        ProductState initial = ProductState.UniformBox([.. sides.Select(side => side / 2)], [.. sides], [.. new double[d]], [.. sides.Select(_ => 2.0)]);
        var solution = new HomogeneousSolution(initial, torus, 0.8);
        var weight = new WendlandWeight(1.2);
        double exact = EncounterCorrection.VelocityMeanSquare(solution, weight, new ScalingLaw(1, d), 0.9);
        Assert.Equal(1, new EncounterPrediction(solution, weight).Constant(0.9) / exact, 0.02);
    }

    [Fact]
    public void Over_a_grid_it_is_that_of_the_homogeneous_state_which_the_grid_holds()
    {
        var torus = new Torus(1);
        ProductState initial = ProductState.UniformBox([0.5], [1], [0], [2]);
        var weight = new WendlandWeight(1);
        GridSolverOptions options = GridSolverOptions.For(initial, torus, 0.5);
        GridReference grid = GridReference.Solve(new GridSolver(initial, torus, 1, options), [0.5], 0.5, CancellationToken.None);
        double exact = EncounterCorrection.VelocityMeanSquare(new HomogeneousSolution(initial, torus, 1), weight, new ScalingLaw(100, 1), 0.5);
        Assert.Equal(1, new EncounterPrediction(grid, weight).VelocityMeanSquare(new ScalingLaw(100, 1), 0.5)!.Value / exact, 0.02);
    }

    /// <summary>A flock even along all axes but the first has enough points near each other in d = 3 too.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_a_flock_even_across_it_comes_to_that_of_the_homogeneous_state(int d)
    {
        (InitialState initial, Torus torus) = SlabReferenceTests.Flock(d, 0);
        ProductState state = (ProductState)initial;
        SlabReference slab = SlabReferenceTests.Solve(initial, torus, 0.5);
        var homogeneous = new HomogeneousSolution(new ProductState([new UniformMarginal(0, torus.Lengths[0]), .. state.Positions[1..]], state.Velocities), torus, slab.Gamma);
        var weight = new WendlandWeight(1.2);
        double exact = EncounterCorrection.VelocityMeanSquare(homogeneous, weight, new ScalingLaw(100, d), 0.5);
        Assert.Equal(1, new EncounterPrediction(slab, weight).VelocityMeanSquare(new ScalingLaw(100, d), 0.5)!.Value / exact, 0.02);
    }

    [Fact]
    public void Without_alignment_nothing_scatters() =>
        Assert.Equal(0, new EncounterPrediction(new FreeTransport(ProductState.UniformBox([0.5], [1], [0], [2]), new FreeSpace(1)), new WendlandWeight(1)).VelocityMeanSquare(new ScalingLaw(10, 1), 1));
}

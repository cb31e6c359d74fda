using ParticleLimit.Comparison;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>Orders of errors that are known beforehand, and what a bias is made of.</summary>
public sealed class RegimeStudyTests
{
    private const string Measures = "measures=[\"coupling-velocity-mse\",\"energy-bias\"]";

    /// <summary>1/N + N^(-1/2): the order over the ladder is between the two, that of the last rungs nearer to the slower one; a negative bias has the order of its size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void An_order_is_that_of_the_size_whatever_the_sign(int sign)
    {
        ExperimentSpecification specification = Specifications.Tiny("ladder=[100,1000,10000]", "scaling={\"beta\":0.5}", Measures);
        ResultRow[] rows =
        [
            .. from particles in specification.Ladder
               from replica in Enumerable.Range(0, 3)
               let value = (30.0 / particles + 1 / Math.Sqrt(particles)) * (1 + 1e-4 * (replica - 1))
               from row in new[] { ("coupling-velocity-mse", value), ("energy-bias", sign * value) }
               select new ResultRow(particles, 0.1, replica, 0.1, row.Item1, row.Item2, double.NaN, double.NaN),
        ];
        IReadOnlyList<RateFit> fits = ExperimentFits.Fit(specification, rows, budget: null);
        RegimePoint bias = RegimeStudy.Of(specification, rows, fits, "energy-bias"), coupling = RegimeStudy.Of(specification, rows, fits, "coupling-velocity-mse");
        Assert.Equal((0.5, 0.75), (bias.Beta, bias.Predicted)); // the flock is homogeneous: no locality
        Assert.Equal(Math.Log10((0.03 + Math.Pow(10, -1.5)) / (0.003 + 0.01)), bias.Last.Order, 1e-3);
        Assert.InRange(bias.Fit.Order, bias.Last.Order, 0.8);
        Assert.Equal(coupling.Fit.Order, bias.Fit.Order, 1e-12);
        Assert.Throws<ArgumentException>(() => RegimeStudy.Of(specification, rows, fits, "energy"));
    }

    /// <summary>The particles' own bias of the energy over a flock uneven along the first axis, against its two parts, neither of them fitted.</summary>
    [Fact]
    public void The_bias_of_the_energy_is_the_heat_of_the_encounters_and_the_error_of_locality()
    {
        ExperimentSpecification specification = Specifications.Uneven("ladder=[1600]", "replicas=64", "scaling={\"beta\":0.5}", "measures=[\"energy-bias\"]");
        References references = References.Of(specification, default);
        (double encounters, double locality) = RegimeStudy.EnergyBias(specification, references.PredictionFor(1600), 1600, default)!.Value;
        Assert.True(encounters > 0 && locality > encounters);
        var runner = new CellRunner(specification, references);
        ReplicaStatistics measured = ReplicaStatistics.Of([.. Enumerable.Range(0, 64).Select(replica => runner.Run(new CellKey(1600, replica), null, default).Result.Rows.Single(row => row.Measure == "energy-bias").Value)]);
        Assert.InRange(measured.Mean, 0.85 * (encounters + locality) - 3 * measured.StandardError, 1.15 * (encounters + locality) + 3 * measured.StandardError);
    }

    /// <summary>Mono-kinetic data: the order that is predicted for them is measured, and past the first crossing none is.</summary>
    [Fact]
    public void Mono_kinetic_data_fall_at_their_own_order_until_they_cross()
    {
        ExperimentSpecification specification = SpecificationReader.Read(
            Repository.Experiment("mono-kinetic-blow-up"), ["ladder=[125,500,2000]", "replicas=6", "finalTime=0.5", "times=[0.5]", "floors=false", "measures=[\"coupling-velocity-mse\"]"]);
        var runner = new CellRunner(specification, References.Of(specification, default));
        ResultRow[] rows = [.. from particles in specification.Ladder from replica in Enumerable.Range(0, 6) from row in runner.Run(new CellKey(particles, replica), null, default).Result.Rows select row];
        RateFit fit = Assert.Single(ExperimentFits.Fit(specification, rows, budget: null));
        Assert.Equal(2, fit.PredictedOrder);
        Assert.InRange(fit.Order, 1.8, 2.3);
        Assert.Null(specification.System.PredictedOrder(specification, "coupling-velocity-mse", 1, isFloor: false));
        Assert.Equal(0.5, specification.System.PredictedOrder(specification, "w1-position", 1, isFloor: true));
    }
}

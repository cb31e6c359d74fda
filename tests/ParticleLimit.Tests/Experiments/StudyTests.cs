using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class StudyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Errors_fall_with_the_step_by_the_order_of_the_weight(int dimension)
    {
        foreach (ICommunicationWeight weight in StepSizeStudy.Weights)
        {
            IReadOnlyList<StepSizePoint> points = StepSizeStudy.Run(weight, dimension, 400, 0.1, [0.5, 0.125], 1.0 / 64);
            double order = Math.Log(points[0].VelocityError / points[1].VelocityError, 4);
            Assert.True(order > (weight is IndicatorWeight ? 0.5 : 1.5), $"{weight.Name}: {order}");
            Assert.True(points[1].VelocityError < 0.1 * points[1].Coupling);
        }
    }

    [Fact]
    public void A_focusing_flock_follows_its_characteristics_and_meets_at_time_one()
    {
        IReadOnlyList<FocusingPoint> points = FocusingStudy.Run(1, 400, 0, epsilon => [0.5, 1, 1 + 5 * epsilon]);
        Assert.True(points[0].Departure < 0.05 * points[0].Radius);
        Assert.True(points[1].Radius < 0.02);
        Assert.True(points[0].Energy > 0.95 && points[0].Energy <= 1 && points[2].Energy < points[0].Energy);
    }

    [Fact]
    public void Runs_part_from_the_solution_where_the_logarithm_of_the_ratio_crosses_that_of_the_factor()
    {
        // temperature / solution = e^(t/2) for one run, 1 for the other.
        ResultRow[] rows =
        [
            .. from replica in new[] { 0, 1 }
               from time in new[] { 0.0, 1, 2 }
               from row in new[] { ("temperature", Math.Exp((replica == 0 ? 0.5 : 0) * time)), ("temperature-reference", 1.0) }
               select new ResultRow(100, 0.1, replica, time, row.Item1, row.Item2, double.NaN, double.NaN),
        ];
        IReadOnlyList<DeparturePoint> points = DepartureStudy.Times(rows, 2);
        Assert.Equal(2 * Math.Log(2), points.Single(point => point.Replica == 0).Time, 1e-14);
        Assert.True(double.IsNaN(points.Single(point => point.Replica == 1).Time));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_focusing_flock_loses_what_its_pairs_in_range_lose(int dimension)
    {
        // While the loss is small, at a loss of 2 and 5 per cent.
        const int Count = 2500, Replicas = 6;
        double epsilon = Math.Pow(Count, -1.0 / dimension);
        double[] times = [.. new[] { 0.02, 0.05 }.Select(loss => 1 - FocusingStudy.PredictedDistance(dimension, epsilon, loss))];
        IReadOnlyList<FocusingPoint>[] runs = [.. Enumerable.Range(0, Replicas).Select(replica => FocusingStudy.Run(dimension, Count, replica, _ => times))];
        for (int k = 0; k < times.Length; k++)
        {
            double loss = 1 - FocusingStudy.PredictedEnergy(dimension, epsilon, times[k]);
            Assert.Equal(k == 0 ? 0.02 : 0.05, loss, 1e-12);
            Assert.InRange((1 - runs.Average(run => run[k].Energy)) / loss, 0.75, 1.15);
        }

    }

    [Fact]
    public void A_threshold_is_found_on_a_power_and_on_an_exponential()
    {
        (double, double)[] power = [.. new[] { 1.0, 2, 5, 10 }.Select(x => (x, x * x))], exponential = [.. new[] { 0.0, 1, 4 }.Select(x => (x, Math.Exp(x / 2)))];
        Assert.Equal(3, Threshold.OfPowers(power, 9), 1e-12);
        Assert.Equal(10, Threshold.OfPowers(power, 100), 1e-12);
        Assert.Equal(2, Threshold.Of(exponential, Math.E), 1e-12);
        Assert.Equal(double.NaN, Threshold.OfPowers(power, 0.5));
        Assert.Equal(double.NaN, Threshold.OfPowers(power, 200));
        Assert.Equal(double.NaN, Threshold.Of([], 1));
    }

    [Fact]
    public void The_upwind_fluxes_say_what_the_scheme_does_to_the_momentum()
    {
        const double Final = 1;
        const int Outputs = 20;
        System.Collections.Immutable.ImmutableArray<double> times = [.. Enumerable.Range(1, Outputs).Select(k => k * Final / Outputs)];
        GridReference run = GridReference.Solve(
            new UpwindSolver(ProductState.UniformBox([11], [2], [-0.3], [2]), new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(7, 14, 140), new GridAxis(-1.5, 0.9, 120), 1e-3)), times, Final, default);
        double[] rates = [.. times.Prepend(0).Select(time => UpwindMomentum.Rate(run, time))];
        double fluxes = rates.Zip(rates.Skip(1), (a, b) => Final / Outputs * (a + b) / 2).Sum();
        Assert.Equal(1, (run.Observe(Final).Momentum[0] - run.Observe(0).Momentum[0]) / fluxes, 0.03);
    }

    [Fact]
    public void The_error_is_of_order_two_before_streams_cross_and_of_order_one_behind()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("first-crossing"), ["gamma=1"]);
        double crossing = CrossingStudy.CrossingTime(specification);
        Assert.Equal(1 / (2 * Math.PI), crossing, 1e-15);
        double[] times = [crossing / 2, 2.5 * crossing];
        (CrossingRung[] rungs, double[] energies) = CrossingStudy.Run(specification, [(125, 24), (1000, 12)], times, 0.25);
        double Order(int k) => Math.Log(rungs[0].CouplingAt(k).Mean / rungs[1].CouplingAt(k).Mean) / Math.Log(8);
        Assert.InRange(Order(0), 1.7, 2.3);
        Assert.InRange(Order(1), 0.6, 1.4);
        Assert.Equal(0.5, energies[0], 1e-4);
        Assert.True(energies[1] < energies[0] && rungs[1].SolutionError[1] < 0.2 * rungs[1].CouplingAt(1).Mean);
    }

    [Fact]
    public void A_wave_of_a_few_eps_is_harmless_and_a_long_one_only_to_the_solution_that_has_it()
    {
        const int Count = 1600, Replicas = 4;
        double Mean(int waves, Func<WavePoint, double> value) => WaveStudy.Run(2, Count, waves, 1, Replicas).Average(value);
        double even = Mean(0, point => point.EvenRatio);
        Assert.InRange(Mean(0, point => point.Ratio) / even, 0.98, 1.02); // two solutions of one problem
        Assert.InRange(Mean(20, point => point.EvenRatio) / even, 0.85, 1.2);
        Assert.True(Mean(1, point => point.EvenRatio) > 2 * even);
        Assert.InRange(Mean(1, point => point.Ratio) / even, 0.7, 1.5);
    }

    [Fact]
    public void The_flocks_answer_brings_the_parting_forward_by_much_in_one_dimension_and_little_in_two()
    {
        ExperimentSpecification plane = SpecificationReader.Read(Repository.Experiment("long-times"), []);
        ExperimentSpecification line = SpecificationReader.Read(Repository.Experiment("constant-1d"), []);
        (double planeAlone, double planeBoth) = DepartureStudy.Predicted(plane, 25_600, 2);
        Assert.InRange(planeBoth, planeAlone - 1, planeAlone - 0.5);

        // In d = 1 it is log(N) / 2 from what the energy keeps for ever, against log(N) of the encounters alone.
        (double fewAlone, double fewBoth) = DepartureStudy.Predicted(line, 1024, 2);
        (double manyAlone, double manyBoth) = DepartureStudy.Predicted(line, 4096, 2);
        Assert.Equal(Math.Log(4), manyAlone - fewAlone, 0.02);
        Assert.Equal(Math.Log(4) / 2, manyBoth - fewBoth, 0.03);
    }

    [Fact]
    public void Clumps_within_eps_add_to_the_coupling_error_and_single_particles_do_not()
    {
        double Mean(int size) => Enumerable.Range(0, 4).Average(replica => ClumpStudy.Run(2, 1024, size, replica).Ratio);
        double single = Mean(1), large = Mean(32);
        Assert.InRange(single, 0.9, 1.5);
        Assert.True(large > 2 * single, $"{large} and {single}");
        Assert.Throws<ArgumentException>(() => ClumpStudy.Run(2, 100, 7, 0));
    }
}

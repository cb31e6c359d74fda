using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;
using SkiaSharp;

namespace ParticleLimit.Tests;

public sealed class FigureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("figures").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_figure_is_written_in_three_formats_and_nothing_else_is_left()
    {
        IReadOnlyList<FigureFile> files = Draw(SyntheticResults.Inputs(1, [1000, 2000, 4000], 4, [0.5, 1]));
        string[] expected =
        [
            "coupling-velocity-mse", "coupling-velocity-mse-ratio", "coupling-velocity-mse-times", "w1", "w1-times",
            "observables", "phase-space-t0.5", "phase-space-t1",
        ];
        Assert.Equal(expected, files.Select(file => file.Name));
        Assert.All(files, file => Assert.NotEmpty(file.Caption));
        Assert.All(files, file => Assert.EndsWith("?", file.Question));
        foreach (FigureFile file in files)
        {
            Assert.StartsWith("%PDF", File.ReadAllText(Path.Combine(folder, file.Name + ".pdf")));
            using SKBitmap picture = SKBitmap.Decode(Path.Combine(folder, file.Name + ".png"));
            Assert.InRange(picture.Pixels.Count(pixel => pixel == SKColors.White), picture.Pixels.Length / 4, picture.Pixels.Length * 0.99);
            Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
        }

        Assert.Equal(3 * files.Count, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_convergence_figure_names_its_axes_the_order_and_its_interval()
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [1600, 6400, 25600], 8, [1]);
        Draw(inputs);
        string svg = Svg("coupling-velocity-mse");
        RateFit fit = inputs.Fits.Single(fit => fit.Measure == "coupling-velocity-mse");
        Assert.Contains("N (particles)", svg);
        Assert.Contains("mean square velocity error", svg);
        Assert.Contains(FormattableString.Invariant($"order {fit.Order:0.000} [{fit.OrderLower:0.000}, {fit.OrderUpper:0.000}]"), svg);
        Assert.Contains(FormattableString.Invariant($"root {fit.Order / 2:0.000}"), svg);
        Assert.Contains("sampling floor", Svg("w1"));
        Assert.Contains("replica-averaged measure", Svg("w1"));
        Assert.Contains("certified bounds", Svg("w1"));
    }

    [Fact]
    public void A_refused_order_is_drawn_nowhere_and_the_legend_says_why()
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [1600, 6400, 25600], 8, [0.5, 1]);
        RateFit[] fits = [.. inputs.Fits.Select(fit => fit.Measure == "w1" ? fit.Refused("the sampling floor makes 88% of it", "No order is quoted.") : fit)];
        IReadOnlyList<FigureFile> files = Draw(inputs with { Fits = fits });
        foreach (string name in (string[])["w1", "w1-times"])
        {
            string svg = Svg(name);
            Assert.DoesNotContain("order 0.", svg);
            Assert.Contains("no order", svg);
            Assert.Contains("88%", svg);
        }

        Assert.DoesNotContain("predicted order", Svg("w1"));
        Assert.Contains("No order is quoted.", files.Single(file => file.Name == "w1").Caption);
        Assert.Contains("order 0.", Svg("coupling-velocity-mse"));
    }

    [Fact]
    public void The_budget_shows_each_source_that_contributes_and_each_measure_it_contributes_to()
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [100, 400], 2, [1]) with
        {
            Budget = BudgetTable.Of(new JsonObject
            {
                ["particles"] = 400,
                ["time"] = 1.0,
                ["reference"] = "exact",
                ["measures"] = new JsonObject
                {
                    ["w1"] = new JsonObject { ["value"] = 0.5, ["timeStepping"] = 0.01, ["referenceSolver"] = 0.0, ["samplingFloor"] = 0.4 },
                    ["energy"] = new JsonObject { ["value"] = 0.5, ["timeStepping"] = 0.01 },
                },
            }),
        };
        FigureSet.Draw(inputs, folder, default);
        string svg = File.ReadAllText(Path.Combine(folder, "budget.svg"));
        Assert.Contains("w1", svg, StringComparison.Ordinal);
        Assert.Contains("time stepping", svg, StringComparison.Ordinal);
        Assert.Contains("the sampling floor", svg, StringComparison.Ordinal);
        Assert.Contains("0.82", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("reference solver", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("energy", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawn_twice_gives_the_same_bytes()
    {
        FigureInputs inputs = SyntheticResults.Inputs(1, [1000, 2000], 3, [0.5, 1]);
        Dictionary<string, string> Hashes()
        {
            Draw(inputs);
            return Directory.GetFiles(folder, "*.svg").ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        }

        Dictionary<string, string> first = Hashes();
        Assert.NotEmpty(first);
        Assert.Equal(first, Hashes());
    }

    [Fact]
    public void Order_of_the_rows_changes_nothing()
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [1000, 2000, 4000], 5, [1]);
        Draw(inputs);
        string before = Svg("w1");
        Draw(inputs with { Rows = [.. inputs.Rows.Reverse()] });
        Assert.Equal(before, Svg("w1"));
    }

    [Fact]
    public void One_rung_and_one_replica_draw_and_say_what_is_missing()
    {
        FigureFile figure = Draw(SyntheticResults.Inputs(2, [1000], 1, [1])).Single(file => file.Name == "w1");
        Assert.Contains("One rung only", figure.Caption);
        Assert.Contains("One replica only", figure.Caption);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void Values_a_logarithmic_axis_cannot_show_become_a_note(double value)
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [1000, 2000], 2, [1]);
        FigureFile figure = Draw(inputs with { Rows = [.. inputs.Rows.Select(row => row with { Value = value, Lower = value, Upper = value })], Fits = [] })
            .Single(file => file.Name == "w1");
        Assert.Contains("nothing to show", figure.Caption);
        Assert.Contains("nothing to show", Svg("w1").Replace('\n', ' '));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    public void A_rung_that_cannot_be_shown_is_counted(double value)
    {
        FigureInputs inputs = SyntheticResults.Inputs(2, [1000, 2000, 4000], 2, [1]);
        IEnumerable<ResultRow> rows = inputs.Rows.Select(row => row.Particles == 2000 && row.Measure == "w1" ? row with { Value = value } : row);
        FigureFile figure = Draw(inputs with { Rows = [.. rows] }).Single(file => file.Name == "w1");
        Assert.Contains("1 of 3 rungs", figure.Caption);
    }

    [Fact]
    public void Hopeless_fits_and_fields_never_throw()
    {
        FigureInputs inputs = SyntheticResults.Inputs(1, [1000, 2000], 2, [1]);
        RateFit nothing = inputs.Fits[0] with
        {
            Order = double.NaN,
            OrderLower = double.NaN,
            OrderUpper = double.NaN,
            Prefactor = 0,
            Particles = [],
            Means = []
        };
        double[,] constant = new double[3, 3];
        IReadOnlyList<FigureFile> files = Draw(inputs with
        {
            Fits = [nothing, nothing with { Measure = "w1", Order = 1e9, Prefactor = 1e300, Particles = [1000, 2000], PredictedOrder = -700 }],
            Fields = [new(1, [0, 1, 2], [0, 1, 2], constant), new(2, [], [], new double[0, 0]),
                new(3, [0, 1], [0, 1], new double[,] { { double.NaN, 1 }, { 2, 3 } })],
            Clouds = [new(1, 0, [], []), new(3, 2, [double.NaN, 0.5], [0.5, 0.5])],
        });
        Assert.Contains(files, file => file.Name == "phase-space-t2" && file.Caption.Contains("nothing to show", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Name == "phase-space-t3");
    }

    [Fact]
    public void No_rows_give_no_figures() =>
        Assert.Empty(Draw(SyntheticResults.Inputs(2, [1000], 1, [1]) with { Rows = [], Fits = [] }));

    [Fact]
    public void Cancellation_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => FigureSet.Draw(SyntheticResults.Inputs(2, [1000], 1, [1]), folder, source.Token));
        Assert.Empty(Directory.GetFiles(folder));
    }

    private IReadOnlyList<FigureFile> Draw(FigureInputs inputs) => FigureSet.Draw(inputs, folder, CancellationToken.None);

    private string Svg(string name) => File.ReadAllText(Path.Combine(folder, name + ".svg"));
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Cli;

/// <summary>distance A B [--measure NAME]...: distances between two clouds, or a cloud and a grid, from files.</summary>
internal static class DistanceVerb
{
    private const int MostExact = 1_000_000;

    public static Command Create()
    {
        var command = new Command("distance", "Distances between two clouds, or a cloud and a density on a grid.");
        var first = new Argument<string>("A") { Description = "A cloud in CSV with the header x0[,x1..][,v0[,v1..]][,weight], the particles in HDF5 that simulate and run write (snapshots.h5, cells/*.h5), or the density in the fields.h5 of solve." };
        var second = new Argument<string>("B") { Description = "Another." };
        var measures = new Option<string[]>("--measure") { Description = $"{string.Join(", ", Distances.Names)}, or {StoredDistances.Marginals} for both marginals. May be repeated.", DefaultValueFactory = _ => ["w1"] };
        var torus = new Option<string?>("--torus") { Description = "The lengths of the torus of positions, as 1 or 1,2; without it space is free." };
        var time = new Option<double?>("--time") { Description = "Which particles or density of an HDF5 file; the last ones if not given." };
        var exact = new Option<int>("--exact-points") { Description = "The most points of both clouds together for which w1, w2 and bounded-lipschitz are exact; with more they have bounds. A cloud against a density always has bounds for the density.", DefaultValueFactory = _ => 40_000 };
        var width = new Option<double>("--kernel-width") { Description = "The length in the kernels of mmd, mmd-laplace and h-minus-s.", DefaultValueFactory = _ => 1 };
        var order = new Option<double?>("--sobolev-order") { Description = "s of h-minus-s, above D / 2; (D + 3) / 2 if not given." };
        var figures = new Option<string?>("--figures") { Description = "A folder for figures of the optimal plan of w1 and of its potential: two clouds of d = 1 with velocities, or of d = 2 without, of at most --exact-points points." };
        var resolution = new Option<double>("--resolution") { Description = "Of w1 against a density: boxes along the distance of neighbouring particles; twice as many nearly halve the bracket.", DefaultValueFactory = _ => DensityWasserstein.DefaultResolution };
        resolution.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 1000)) result.AddError("--resolution takes a number from 1 to 1000.");
        });
        var bracket = new Option<double?>("--bracket") { Description = "Of w1 against a density: the width of its bracket asked for, as a part of the value, in place of --resolution. Refinement ends with 12 million boxes and 100 million finer ones in tiles, and the bracket may be wider." };
        bracket.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (> 0 and <= 1)) result.AddError("--bracket takes a number above 0 and up to 1.");
        });
        width.Validators.Add(result =>
        {
            double value = result.GetValueOrDefault<double>();
            if (!(value > 0 && double.IsFinite(value))) result.AddError("--kernel-width takes a positive number.");
        });
        measures.Validators.Add(result =>
        {
            foreach (string name in result.Tokens.Select(token => token.Value).Where(name => name != StoredDistances.Marginals && !Distances.Names.Contains(name)))
                result.AddError($"--measure: there is no distance \"{name}\"; there are {string.Join(", ", Distances.Names)}.");
        });
        exact.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MostExact) result.AddError($"--exact-points takes a whole number from 0 to {MostExact}.");
        });
        command.Arguments.Add(first);
        command.Arguments.Add(second);
        foreach (Option option in (Option[])[measures, torus, time, exact, width, order, resolution, bracket, figures]) command.Options.Add(option);
        CommonOptions.AddTo(command);
        command.SetAction((result, _) =>
        {
            CommonOptions options = CommonOptions.From(result);
            StoredDistances distances;
            (StoredCloud First, StoredCloud Second) clouds;
            string[] wanted;
            try
            {
                StoredCloud a = Read("A", result.GetValue(first)!, result.GetValue(time)), b = Read("B", result.GetValue(second)!, result.GetValue(time));
                clouds = (a, b);
                distances = new StoredDistances(a, b, Space(result.GetValue(torus), a.Dimension), options.Threads, result.GetValue(exact), new KernelSettings(result.GetValue(width), result.GetValue(order)), result.GetValue(resolution), result.GetValue(bracket));
                wanted = [.. result.GetValue(measures)!.SelectMany(distances.Named)];
                foreach (string measure in wanted) distances.Check(measure);
                if (result.GetValue(figures) is not null) distances.CheckPlane();
            }
            catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
            {
                return Task.FromResult(Problems.Print(exception.Message));
            }

            return VerbHost.RunAsync(options, cancellation =>
            {
                var rows = new List<DistanceResult>();
                foreach (string measure in wanted) rows.Add(Awaited(() => distances.Compute(measure), cancellation));

                if (result.GetValue(figures) is string folder)
                    TransportFigures.Write(clouds.First.Points, clouds.Second.Points, distances.Metric, Awaited(distances.Transport, cancellation), clouds.First.HasVelocities ? ("position x", "velocity v") : ("position x₀", "position x₁"), folder);

                if (options.Json) Console.Out.WriteLine((rows.Count == 1 ? Json(rows[0]) : new JsonObject { ["distances"] = new JsonArray([.. rows.Select(Json)]) }).ToJsonString());
                else foreach (DistanceResult row in rows) Console.Out.WriteLine(Line(row));
                return ExitCode.Done;
            });
        });
        return command;
    }

    /// <summary>What a computation gives. It knows no cancellation, but writes nothing: it is left to end with the program.</summary>
    private static T Awaited<T>(Func<T> compute, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.Run(compute, CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    private static StoredCloud Read(string argument, string path, double? time)
    {
        try
        {
            if (Path.GetExtension(path).ToUpperInvariant() is not (".H5" or ".HDF5")) return CloudFile.Read(path);
            return SnapshotFile.Is(path) ? SnapshotCloud.Read(path, time) : FieldCloud.Read(path, time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"{argument}: {exception.Message}", exception);
        }
    }

    private static Domain Space(string? torus, int dimension)
    {
        if (torus is null) return new FreeSpace(dimension);
        string[] words = torus.Split(',');
        var lengths = new double[words.Length];
        for (int axis = 0; axis < words.Length; axis++)
        {
            if (!double.TryParse(words[axis], NumberStyles.Float, CultureInfo.InvariantCulture, out lengths[axis]) || !(lengths[axis] > 0 && double.IsFinite(lengths[axis])))
                throw new InvalidDataException($"--torus: found \"{torus}\"; positive lengths with commas between them are allowed.");
        }

        return lengths.Length == dimension ? new Torus([.. lengths]) : throw new InvalidDataException($"--torus: found {lengths.Length} length(s) for {dimension} axes of positions.");
    }

    private static JsonObject Json(DistanceResult row) => new()
    {
        ["measure"] = row.Measure,
        ["value"] = row.Value,
        ["lower"] = double.IsNaN(row.Lower) ? null : row.Lower,
        ["upper"] = double.IsNaN(row.Upper) ? null : row.Upper,
        ["unbiasedSquare"] = double.IsNaN(row.UnbiasedSquare) ? null : row.UnbiasedSquare,
        ["standardError"] = double.IsNaN(row.StandardError) ? null : row.StandardError,
        ["largestViolation"] = double.IsNaN(row.LargestViolation) ? null : row.LargestViolation,
        ["floor"] = double.IsNaN(row.Floor) ? null : row.Floor,
        ["method"] = row.Method,
    };

    private static string Line(DistanceResult row)
    {
        string bounds = double.IsNaN(row.Lower) ? "" : string.Create(CultureInfo.InvariantCulture, $"  within [{row.Lower:G9}, {row.Upper:G9}]");
        string error = row.StandardError > 0 ? string.Create(CultureInfo.InvariantCulture, $", standard error over directions {row.StandardError:G2}") : "";
        string floor = double.IsNaN(row.Floor) ? "" : string.Create(CultureInfo.InvariantCulture, $", floor of as many independent points {row.Floor:G3}");
        return string.Create(CultureInfo.InvariantCulture, $"{row.Measure,-20} {row.Value:G9}{bounds}  ({row.Method}{error}{floor})");
    }
}

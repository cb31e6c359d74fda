using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Densities of fields.h5 in d = 2 and 3, as files and as clouds.</summary>
public sealed class FieldCloudTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_file_gives_back_what_was_written(int d)
    {
        FieldSnapshot field = Wave(d, shift: 0);
        FieldFile.Write(folder["fields.h5"], [field, field with { Time = 2, Values = null }], new Dictionary<string, string> { ["seed"] = "3" });
        IReadOnlyList<FieldSnapshot> read = FieldFile.Read(folder["fields.h5"]);
        Assert.Equal([0.5, 2], read.Select(snapshot => snapshot.Time));
        Assert.All(read, snapshot =>
        {
            Assert.Equal(field.Positions, snapshot.Positions);
            Assert.Equal(field.Velocities, snapshot.Velocities);
            Assert.Equal(field.Density, snapshot.Density);
            Assert.Equal(field.MeanVelocities, snapshot.MeanVelocities);
        });
        Assert.Null(read[1].Values);
        foreach ((double written, double found) in field.Values!.Cast<double>().Zip(read[0].Values!.Cast<double>())) Assert.Equal((float)written, found);
    }

    /// <summary>Every cell, and every half of it along each axis, has its share of the sample; the two halves of the sample do not follow one another.</summary>
    [Theory]
    [InlineData(2, 2e-3)]
    [InlineData(3, 6e-3)]
    public void A_sample_follows_the_density_cell_by_cell(int d, double tolerance)
    {
        FieldSnapshot field = Wave(d, shift: 0.3);
        const int Count = 1 << 16;
        PointCloud cloud = new CellLaw(field).Sample(Count, 1);
        double[][] axes = [.. field.Positions, .. field.Velocities];
        double[] widths = [.. axes.Select(axis => axis[1] - axis[0])], found = new double[field.Values!.Length], upper = new double[2 * d];
        double volume = widths.Aggregate(1.0, (product, width) => product * width);
        for (int i = 0; i < Count; i++)
        {
            int cell = 0;
            for (int k = 0; k < 2 * d; k++)
            {
                double place = (cloud.Coordinates[k][i] - axes[k][0]) / widths[k] + 0.5;
                Assert.InRange(place, 0, axes[k].Length);
                int at = Math.Min((int)place, axes[k].Length - 1);
                upper[k] += place - at > 0.5 ? 1.0 / Count : 0;
                cell = cell * axes[k].Length + at;
            }

            found[cell] += 1.0 / Count;
        }

        Assert.All(upper, share => Assert.Equal(0.5, share, tolerance));
        double[] masses = [.. field.Values.Cast<double>().Select(f => f * volume)];
        double distance = found.Zip(masses, (share, mass) => Math.Abs(share - mass)).Sum(), independent = masses.Sum(mass => Math.Sqrt(2 * mass * (1 - mass) / (Math.PI * Count)));
        Assert.True(distance < 0.9 * independent, $"{distance} where independent points have {independent}");
        Assert.True(cloud.EverySecond(0).Coordinates[0].Zip(cloud.EverySecond(1).Coordinates[0]).Count(pair => Math.Abs(pair.First - pair.Second) < 1e-6) < 10);
    }

    /// <summary>Particles moved by a are at least as far from the density as their mean, and at most a farther than they were.</summary>
    [Fact]
    public void W1_of_moved_particles_grows_by_at_most_the_way_and_is_not_less_than_that_of_the_means()
    {
        const double Move = 0.4;
        FieldSnapshot field = Wave(2, shift: 0);
        FieldFile.Write(folder["fields.h5"], [field], new Dictionary<string, string>());
        PointCloud drawn = new CellLaw(field).Sample(1000, 7);
        double[][] moved = [.. drawn.Coordinates.Select((axis, k) => k == 2 ? [.. axis.Select(v => v + Move)] : axis)];
        (StoredCloud still, StoredCloud gone) = (new StoredCloud(drawn, 2, HasVelocities: true), new StoredCloud(new PointCloud(moved), 2, HasVelocities: true));
        StoredCloud density = FieldCloud.Read(folder["fields.h5"], 0.5);
        (DistanceResult before, DistanceResult after) = (W1(still, density), W1(gone, density));
        Assert.Equal(after, W1(density, gone));
        double mean = moved[2].Average() - density.Points.Coordinates[2].Average();
        Assert.True(after.Upper > mean && after.Lower > 0.9 * mean, $"[{after.Lower}, {after.Upper}] holds no distance from {mean}");
        Assert.True(after.Lower < Move + before.Upper && after.Upper < Move + 1.5 * before.Upper, $"[{after.Lower}, {after.Upper}] after [{before.Lower}, {before.Upper}]");

        static DistanceResult W1(StoredCloud a, StoredCloud b) => new StoredDistances(a, b, new FreeSpace(2), 1, 40_000).Compute("w1");
    }

    [Fact]
    public void A_file_without_f_is_refused()
    {
        FieldFile.Write(folder["fields.h5"], [Wave(2, 0) with { Values = null }], new Dictionary<string, string>());
        Assert.Contains("rho and u alone", Assert.Throws<InvalidDataException>(() => FieldCloud.Read(folder["fields.h5"], null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_writes_rho_u_and_f_of_a_plane_and_a_run_rho_and_u()
    {
        ExperimentSpecification specification = Specifications.Tiny(
            "reference={\"kind\":\"grid\",\"position\":{\"cells\":[12,12]},\"velocity\":{\"cells\":[16,16]},\"timeStep\":0.1}", "finalTime=0.2", "times=[0.2]", "measures=[\"coupling\"]");
        ReferenceSolution.Solve(specification, folder["solve"], CancellationToken.None);
        FieldSnapshot solved = FieldFile.Read(folder["solve/fields.h5"])[^1];
        Assert.Equal((0.2, 2, 144, 256), (solved.Time, solved.Dimension, solved.Values!.GetLength(0), solved.Values.GetLength(1)));
        double area = (solved.Positions[0][1] - solved.Positions[0][0]) * (solved.Positions[1][1] - solved.Positions[1][0]);
        Assert.Equal(1, solved.Density.Sum() * area, 1e-12);

        var directory = new ResultsDirectory(folder["run"]);
        new ExperimentRunner(specification, directory, 1, null).Run(CancellationToken.None);
        FieldSnapshot field = FieldFile.Read(directory.Fields)[^1];
        Assert.Null(field.Values);
        Assert.Equal(solved.Density, field.Density);
    }

    /// <summary>f ~ (1 + cos(x0 + shift)) (1 + v1 / 4) on [0, 2 pi) x [0, 1) .. x [-1, 1]^d, uniform in the other coordinates.</summary>
    private static FieldSnapshot Wave(int d, double shift)
    {
        int[] lengths = d == 2 ? [8, 4, 6, 6] : [6, 3, 2, 4, 4, 2];
        double[][] axes = [.. lengths.Select((length, k) => Enumerable.Range(0, length).Select(i => k == 0 ? 2 * Math.PI * (i + 0.5) / length : k < d ? (i + 0.5) / length : -1 + 2 * (i + 0.5) / length).ToArray())];
        int rows = lengths[..d].Aggregate(1, (product, length) => product * length), columns = lengths[d..].Aggregate(1, (product, length) => product * length);
        var values = new double[rows, columns];
        var density = new double[rows];
        double mean = 1.0 / 12 * (1 - 1.0 / (lengths[d + 1] * lengths[d + 1])); // of v1, on the centres
        for (int row = 0; row < rows; row++)
        {
            double x0 = axes[0][row / (rows / lengths[0])];
            density[row] = (1 + Math.Cos(x0 + shift)) / (2 * Math.PI);
            for (int column = 0; column < columns; column++)
                values[row, column] = density[row] / Math.Pow(2, d) * (1 + axes[d + 1][column / (d == 2 ? 1 : lengths[^1]) % lengths[d + 1]] / 4);
        }

        double[][] means = [.. Enumerable.Range(0, d).Select(k => Enumerable.Repeat(k == 1 ? mean : 0, rows).ToArray())];
        return new FieldSnapshot(0.5, axes[..d], axes[d..], density, means, values);
    }
}

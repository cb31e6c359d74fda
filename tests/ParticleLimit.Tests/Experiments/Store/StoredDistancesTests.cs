using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class StoredDistancesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void W2_is_of_the_density_in_the_file(bool gridFirst)
    {
        // Particles in the middle of cells that have their masses: points of a cell are at the root mean square distance from its centre, however much the masses differ.
        RandomStream random = Clouds.Stream(1);
        double[,] masses = new double[6, 4];
        double[] x = new double[24], v = new double[24], weights = new double[24];
        double sum = 0;
        for (int k = 0; k < 24; k++) sum += weights[k] = 0.1 + random.NextDouble();
        for (int k = 0; k < 24; k++)
        {
            (x[k], v[k], weights[k]) = ((k / 4 + 0.5) / 6, (k % 4 + 0.5) / 4, weights[k] / sum);
            masses[k / 4, k % 4] = weights[k];
        }

        var particles = new StoredCloud(new PointCloud([x, v], weights), 1, HasVelocities: true);
        StoredCloud grid = particles with { Cell = (1.0 / 6, 1.0 / 4), Density = new CellDensity(0, 1.0 / 6, 0, 1.0 / 4, masses) };
        DistanceResult w2 = new StoredDistances(gridFirst ? grid : particles, gridFirst ? particles : grid, new Torus(1), threads: 1, exactPoints: 1000).Compute("w2");
        double exact = Math.Sqrt((1.0 / 36 + 1.0 / 16) / 12);
        Assert.InRange(exact, w2.Lower - 1e-9, w2.Upper + 1e-9);
        Assert.InRange(w2.Upper - w2.Lower, 0, 1e-6 * exact);
    }

    [Theory, InlineData(1, true, "w1-position,w1-velocity"), InlineData(1, false, "w1-position"), InlineData(2, true, "sliced-w1-position,sliced-w1-velocity")]
    public void The_word_for_marginals_names_those_that_there_are(int dimension, bool velocities, string expected)
    {
        var cloud = new StoredCloud(Clouds.Uniform(5, velocities ? 2 * dimension : dimension, 2), dimension, velocities);
        Assert.Equal(expected, string.Join(',', new StoredDistances(cloud, cloud, new FreeSpace(dimension), 1, 100).Named(StoredDistances.Marginals)));
    }

    [Fact]
    public void Empty_lines_at_the_end_and_printed_weights_are_read()
    {
        File.WriteAllText(folder["cloud.csv"], "x0,weight\n0,0.3333333\n1,0.3333333\n2,0.3333333\n\n\n");
        PointCloud cloud = CloudFile.Read(folder["cloud.csv"]).Points;
        Assert.Equal(3, cloud.Count);
        Assert.Equal(1.0 / 3, cloud.Weight(0), 1e-15);
        File.WriteAllText(folder["cloud.csv"], "x0,weight\n0,0.33\n1,0.33\n2,0.33\n");
        Assert.Throws<InvalidDataException>(() => CloudFile.Read(folder["cloud.csv"]));
    }
}

using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class KernelDistanceTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2), Space = GroundMetric.Euclidean(4);

    public static TheoryData<string, double, int> Kernels => new() { { "gaussian", 0.5, 2 }, { "gaussian", 1, 4 }, { "laplace", 0.7, 2 }, { "laplace", 1, 4 }, { "sobolev", 1, 2 }, { "sobolev", 1.5, 4 } };

    [Theory, MemberData(nameof(Kernels))]
    public void It_agrees_with_the_double_sums(string kind, double width, int dimension)
    {
        PointCloud a = Clouds.Uniform(120, dimension, 81), b = Clouds.Mapped(Clouds.Uniform(150, dimension, 82, weighted: true), point => [.. point.Select(value => 0.3 + 0.9 * value)]);
        double direct = Math.Sqrt(Mean(a, a, Kernel) + Mean(b, b, Kernel) - 2 * Mean(a, b, Kernel));
        Assert.Equal(direct, KernelDistance.Of(a, b, GroundMetric.Euclidean(dimension), Named(kind, width, dimension)).Value, (dimension == 2 ? 0.01 : 0.05) * direct);

        // s = (D + 3) / 2 is the Matern kernel (1 + r) exp(-r).
        double Kernel(double r) => kind switch { "gaussian" => Math.Exp(-r * r / (2 * width * width)), "laplace" => Math.Exp(-r / width), _ => (1 + r / width) * Math.Exp(-r / width) };
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Its_standard_error_covers_what_the_double_sums_miss(string kind, double width, int dimension)
    {
        for (ulong seed = 90; seed < 96; seed++)
        {
            PointCloud a = Clouds.Uniform(120, dimension, seed), b = Clouds.Mapped(Clouds.Uniform(150, dimension, seed + 100), point => [.. point.Select(value => 0.3 + 0.9 * value)]);
            KernelResult result = KernelDistance.Of(a, b, GroundMetric.Euclidean(dimension), Named(kind, width, dimension));
            double direct = Math.Sqrt(Mean(a, a, Kernel) + Mean(b, b, Kernel) - 2 * Mean(a, b, Kernel));
            Assert.InRange(Math.Abs(result.Value - direct), 0, 3 * result.StandardError);
            Assert.InRange(result.StandardError, 0, 0.1 * direct);
        }

        double Kernel(double r) => kind switch { "gaussian" => Math.Exp(-r * r / (2 * width * width)), "laplace" => Math.Exp(-r / width), _ => (1 + r / width) * Math.Exp(-r / width) };
    }

    [Theory, MemberData(nameof(Kernels))]
    public void It_is_a_metric_that_translations_and_permutations_leave(string kind, double width, int dimension)
    {
        SpectralKernel kernel = Named(kind, width, dimension);
        GroundMetric metric = GroundMetric.Euclidean(dimension);
        PointCloud a = Clouds.Uniform(40, dimension, 83), b = Clouds.Uniform(50, dimension, 84, weighted: true), c = Clouds.Uniform(30, dimension, 85);
        double ab = Distance(a, b), bc = Distance(b, c), ac = Distance(a, c);
        Assert.True(ab > 0 && ac <= ab + bc && ab <= ac + bc && bc <= ab + ac);
        Assert.Equal(0, Distance(a, Clouds.Permuted(a, 3)), 1e-12);
        Assert.Equal(ab, Distance(b, a), 1e-12);
        Assert.Equal(ab, Distance(Shifted(a), Shifted(b)), 1e-9);

        double Distance(PointCloud from, PointCloud to) => KernelDistance.Of(from, to, metric, kernel).Value;
        PointCloud Shifted(PointCloud cloud) => Clouds.Mapped(cloud, point => [.. point.Select((value, axis) => value + 2 - axis)]);
    }

    /// <summary>The kernel of H^-s with s = (D + 1) / 2 is exp(-r / l), that of the Laplace law's distance.</summary>
    [Theory, InlineData(2, 1.5), InlineData(4, 2.5)]
    public void The_order_of_the_Sobolev_norm_is_the_one_asked_for(int dimension, double order)
    {
        PointCloud a = Clouds.Uniform(40, dimension, 86), b = Clouds.Uniform(50, dimension, 87);
        var comparison = new CloudComparison(a, b, new FreeSpace(dimension / 2), kernels: new KernelSettings(0.7, order));
        Assert.Equal(comparison.Compute("mmd-laplace").Value, comparison.Compute("h-minus-s").Value, 1e-12);
        Assert.Throws<ArgumentException>(() => new CloudComparison(a, b, new FreeSpace(dimension / 2), kernels: new KernelSettings(1, dimension / 2.0)).Check("h-minus-s"));
    }

    [Fact]
    public void The_floor_and_the_unbiased_square_are_right_on_the_average()
    {
        PointCloud law = Clouds.Uniform(1 << 14, 2, 86);
        SpectralKernel kernel = SpectralKernel.Gaussian(0.5);
        const int draws = 400, size = 20;
        double squares = 0, unbiased = 0, spread = 0, floor = 0;
        RandomStream random = Clouds.Stream(87);
        for (int draw = 0; draw < draws; draw++)
        {
            double[] x = new double[size], v = new double[size];
            for (int i = 0; i < size; i++)
            {
                int point = random.NextInt(law.Count);
                (x[i], v[i]) = (law.Coordinates[0][point], law.Coordinates[1][point]);
            }

            KernelResult result = KernelDistance.Of(new PointCloud([x, v]), law, Plane, kernel);
            squares += result.Value * result.Value / draws;
            unbiased += result.UnbiasedSquare / draws;
            spread += Math.Pow(result.Value, 4) / draws;
            floor = result.Floor;
        }

        double error = Math.Sqrt((spread - squares * squares) / draws);
        Assert.Equal(floor * floor, squares, 4 * error);
        Assert.Equal(0, unbiased, 4 * error);
    }

    [Fact]
    public void On_a_torus_a_shift_round_it_changes_nothing()
    {
        GroundMetric metric = new(1, double.PositiveInfinity);
        PointCloud a = Clouds.Uniform(60, 2, 88), b = Clouds.Uniform(70, 2, 89);
        double distance = KernelDistance.Of(a, b, metric, SpectralKernel.Laplace(1)).Value;
        Assert.Equal(distance, KernelDistance.Of(Clouds.Mapped(a, point => [point[0] + 3, point[1]]), b, metric, SpectralKernel.Laplace(1)).Value, 1e-9);
        Assert.True(KernelDistance.Of(a, Clouds.Mapped(a, point => [point[0] + 0.5, point[1]]), metric, SpectralKernel.Laplace(1)).Value > 0.01);
    }

    [Fact]
    public void Impossible_kernels_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralKernel.Gaussian(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralKernel.Laplace(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralKernel.Sobolev(2, 4, 1));
        Assert.Throws<ArgumentException>(() => KernelDistance.Of(Clouds.Uniform(3, 2, 1), Clouds.Uniform(3, 4, 1), Space, SpectralKernel.Gaussian(1)));
    }

    private static SpectralKernel Named(string kind, double width, int dimension) => kind switch
    {
        "gaussian" => SpectralKernel.Gaussian(width),
        "laplace" => SpectralKernel.Laplace(width),
        _ => SpectralKernel.Sobolev((dimension + 3) / 2.0, dimension, width),
    };

    private static double Mean(PointCloud a, PointCloud b, Func<double, double> kernel)
    {
        double mean = 0;
        for (int i = 0; i < a.Count; i++)
            for (int j = 0; j < b.Count; j++)
                mean += a.Weight(i) * b.Weight(j) * kernel(GroundMetric.Euclidean(a.Dimension).Distance(Clouds.Point(a, i), Clouds.Point(b, j)));
        return mean;
    }
}

using System.Collections.Immutable;
using System.Numerics;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The Fourier transform, the weights of psi_r between cell averages, and the averages of fields that come of both.</summary>
public sealed class RangeConvolutionTests
{
    public static TheoryData<int[], bool> Grids => new()
    {
        { [48], true }, { [40], true }, { [40], false }, { [12, 16], true }, { [10, 14], true }, { [9, 12], false }, { [8, 10, 6], true }, { [7, 5, 6], false },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(54)]
    [InlineData(72)]
    public unsafe void The_transform_is_the_sum_that_defines_it(int length)
    {
        const int Lines = 11;
        var stream = new Random(length);
        double[] real = [.. Enumerable.Range(0, length * Lines).Select(_ => stream.NextDouble() - 0.5)], imaginary = [.. real.Reverse()], work = new double[real.Length], more = new double[real.Length];
        Complex[] before = [.. real.Zip(imaginary, (a, b) => new Complex(a, b))];
        var transform = new FourierTransform(length);
        fixed (double* re = real, im = imaginary, a = work, b = more) transform.Apply(re, im, a, b, Lines);
        for (int line = 0; line < Lines; line++)
        {
            for (int k = 0; k < length; k++)
            {
                Complex sum = Complex.Zero;
                for (int j = 0; j < length; j++) sum += before[j * Lines + line] * Complex.Exp(-2 * Math.PI * Complex.ImaginaryOne * (j * k % length) / length);
                Assert.Equal(sum.Real, real[k * Lines + line], 1e-14 * length);
                Assert.Equal(sum.Imaginary, imaginary[k * Lines + line], 1e-14 * length);
            }
        }

        Assert.Throws<ArgumentException>(() => new FourierTransform(5 * length));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void An_average_is_the_sum_over_all_cells_in_reach(int[] cells, bool periodic)
    {
        ImmutableArray<GridAxis> axes = [.. cells.Select((n, k) => new GridAxis(0, (0.1 + 0.01 * k) * n, n))];
        var weight = new HatWeight(1);
        const double Range = 0.27;
        var weights = new RangeWeights(axes, weight, Range);
        int count = cells.Aggregate(1, (a, b) => a * b), d = cells.Length, images = periodic ? (int)Math.Pow(3, d) : 1;
        var stream = new Random(7);
        double[] one = [.. Enumerable.Range(0, count).Select(_ => stream.NextDouble())], other = [.. one.Reverse()], oneAverage = new double[count], otherAverage = new double[count];
        new RangeConvolution(axes, weight, Range, periodic).Apply(one, other, oneAverage, otherAverage);
        int[] distance = new int[d];
        for (int i = 0; i < count; i++)
        {
            (double oneSum, double otherSum) = (0, 0);
            for (int j = 0; j < count; j++)
            {
                for (int image = 0; image < images; image++)
                {
                    if (!IsInReach(i, j, image)) continue;
                    oneSum += weights[distance] * one[j];
                    otherSum += weights[distance] * other[j];
                }
            }

            Assert.Equal(oneSum, oneAverage[i], 1e-14);
            Assert.Equal(otherSum, otherAverage[i], 1e-14);
        }

        bool IsInReach(int i, int j, int image)
        {
            for (int k = d - 1; k >= 0; k--)
            {
                distance[k] = Math.Abs(i % cells[k] - j % cells[k] + (periodic ? image % 3 - 1 : 0) * cells[k]);
                (i, j, image) = (i / cells[k], j / cells[k], image / 3);
                if (distance[k] > weights.Reach[k]) return false;
            }

            return true;
        }
    }

    /// <summary>Whatever psi and however its range compares with the cells: none negative, sum one, second moments of psi_r.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_have_the_moments_of_the_kernel(int d)
    {
        ImmutableArray<GridAxis> axes = [.. Enumerable.Range(0, d).Select(k => new GridAxis(0, 4, 40 + 8 * k))];
        foreach (ICommunicationWeight weight in (ICommunicationWeight[])[new IndicatorWeight(1), new HatWeight(1.2), new WendlandWeight(1), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 0.5)])
        {
            double variance = Radial(d + 1) / (d * Radial(d - 1));
            foreach (double range in (double[])[1e-6, 0.05, 0.13, 0.42])
            {
                var weights = new RangeWeights(axes, weight, range);
                int[] place = new int[d];
                double sum = 0;
                double[] second = new double[d];
                for (int n = weights.Reach.Aggregate(1, (product, reach) => product * (2 * reach + 1)) - 1; n >= 0; n--)
                {
                    for (int k = d - 1, rest = n; k >= 0; rest /= 2 * weights.Reach[k] + 1, k--) place[k] = Math.Abs(rest % (2 * weights.Reach[k] + 1) - weights.Reach[k]);
                    Assert.True(weights[place] >= 0);
                    sum += weights[place];
                    for (int k = 0; k < d; k++) second[k] += weights[place] * Math.Pow(place[k] * axes[k].Width, 2);
                }

                Assert.Equal(1, sum, 1e-14);
                Assert.All(second, moment => Assert.Equal(range * range * variance, moment, 1e-4 * range * range * variance)); // of the indicator; 1e-6 of the smooth ones
            }

            double Radial(int power) => WeightIntegrals.Integrate(r => Math.Pow(r, power) * weight.Value(r * r), 0, weight.SupportRadius);
        }
    }

    /// <summary>A plane wave is an eigenfunction, whose factor in d = 1 is int psi cos(k r z) dz / int psi: for the indicator sin(kr)/(kr).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_error_in_a_wave_falls_with_the_squares_of_cells_and_range(int d)
    {
        double first = Error(0.3, 32), finer = Error(0.3, 64), shorter = Error(0.15, 64);
        Assert.True(first / finer >= 3.7 && finer / shorter >= 3, $"{first}, {finer}, {shorter}");

        double Error(double range, int n)
        {
            // Along x alone: the average over psi_r in the plane is that over its marginal.
            const double K = 2 * Math.PI;
            double factor = d == 1 ? Math.Sin(K * range) / (K * range) : 2 / Math.PI * WeightIntegrals.Integrate(z => 2 * Math.Sqrt(1 - z * z) * Math.Cos(K * range * z), 0, 1);
            ImmutableArray<GridAxis> axes = [.. Enumerable.Repeat(new GridAxis(0, 1, n), d)];
            int lines = (int)Math.Pow(n, d - 1);
            double[] wave = [.. Enumerable.Range(0, n * lines).Select(p => Math.Sin(K * axes[0].Centre(p / lines)))], average = [.. wave];
            new RangeConvolution(axes, new IndicatorWeight(1), range, periodic: true).Apply(average, [], average, []);
            return wave.Zip(average, (before, after) => Math.Abs(factor * before - after)).Max();
        }
    }

    [Fact]
    public void A_reach_over_half_the_torus_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RangeConvolution([new GridAxis(0, 1, 16), new GridAxis(0, 2, 16)], new HatWeight(1), 0.6, periodic: true));

    [Fact]
    public void Averaging_allocates_nothing()
    {
        var convolution = new RangeConvolution([new GridAxis(0, 1, 20), new GridAxis(0, 1, 20)], new HatWeight(1), 0.2, periodic: false);
        double[] field = new double[400], other = new double[400];
        convolution.Apply(field, other, field, other);
        Assert.Equal(0, Allocation.During(() => convolution.Apply(field, other, field, other)));
    }
}

using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class RealTransformTests
{
    [Theory, InlineData(32, false), InlineData(32, true), InlineData(48, false), InlineData(96, true), InlineData(128, false), InlineData(384, false), InlineData(384, true)]
    public void It_is_orthonormal_and_diagonalises_the_second_difference(int length, bool periodic)
    {
        var transform = new RealTransform(length, periodic);
        float[] work = new float[transform.WorkLength], values = Random(transform, 5), differences = new float[values.Length];
        double[][] columns = Columns(transform, values);
        foreach (double[] column in columns)
        {
            double[] second = new double[length];
            for (int k = 0; k < length; k++)
            {
                double before = k > 0 ? column[k - 1] : periodic ? column[^1] : column[0], after = k < length - 1 ? column[k + 1] : periodic ? column[0] : column[^1];
                second[k] = 2 * column[k] - before - after;
            }

            int c = Array.IndexOf(columns, column);
            for (int k = 0; k < length; k++) differences[k * RealTransform.Columns + c] = (float)second[transform.Place(k)];
        }

        double norm = values.Sum(value => (double)value * value);
        float[] kept = [.. values];
        transform.Forward(values, work);
        transform.Forward(differences, work);
        Assert.Equal(norm, values.Sum(value => (double)value * value), 1e-5 * norm);
        for (int k = 0; k < length; k++)
            for (int c = 0; c < RealTransform.Columns; c++)
                Assert.Equal(transform.Eigenvalue(k) * values[k * RealTransform.Columns + c], differences[k * RealTransform.Columns + c], 2e-5);
        transform.Backward(values, work);
        for (int k = 0; k < values.Length; k++) Assert.Equal(kept[k], values[k], 2e-6);
    }

    [Fact]
    public void A_column_does_not_depend_on_the_others()
    {
        var transform = new RealTransform(96, periodic: false);
        float[] work = new float[transform.WorkLength], all = Random(transform, 6), alone = new float[all.Length];
        for (int k = 0; k < 96; k++) alone[k * RealTransform.Columns + 19] = all[k * RealTransform.Columns + 19];
        transform.Forward(all, work);
        transform.Forward(alone, work);
        for (int k = 0; k < 96; k++) Assert.Equal(alone[k * RealTransform.Columns + 19], all[k * RealTransform.Columns + 19], 1e-6);
    }

    [Theory, InlineData(0), InlineData(2), InlineData(20), InlineData(36)]
    public void Other_lengths_are_refused(int length) => Assert.Throws<ArgumentException>(() => new RealTransform(length, periodic: false));

    private static float[] Random(RealTransform transform, ulong seed)
    {
        RandomStream random = Clouds.Stream(seed);
        return [.. Enumerable.Range(0, transform.Length * RealTransform.Columns).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static double[][] Columns(RealTransform transform, float[] values)
    {
        double[][] columns = [.. Enumerable.Range(0, RealTransform.Columns).Select(_ => new double[transform.Length])];
        for (int k = 0; k < transform.Length; k++)
            for (int c = 0; c < columns.Length; c++) columns[c][transform.Place(k)] = values[k * RealTransform.Columns + c];
        return columns;
    }
}

using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Every shape of data that a bucket sort could stumble over, against a comparison sort.</summary>
public class JointProjectionTests
{
    private const int Count = 9000;

    [Theory, InlineData(false), InlineData(true)]
    public void Spread_clustered_coincident_and_far_points_are_sorted(bool weighted)
    {
        RandomStream random = Clouds.Stream(71);
        Func<int, double>[] shapes =
        [
            i => i, i => -i, i => random.NextDouble(), i => 3, i => i % 7, i => i == 0 ? 1e12 : random.NextDouble(), i => Math.Pow(random.NextDouble(), 40),
            i => 1e9 + 1e-6 * random.NextDouble(), i => 1e-300 * random.NextDouble(), i => (random.NextInt(2) == 0 ? 0 : 1e3) + 1e-9 * random.NextDouble(),
            i => 1e300 * (random.NextDouble() - 0.5),
        ];
        foreach (Func<int, double> shape in shapes)
        {
            foreach (int count in new[] { 1, 30, Count })
            {
                double[] weights = [.. Enumerable.Range(0, count).Select(i => (i + 1) * 2.0 / ((double)count * (count + 1)))];
                var a = new PointCloud([[.. Enumerable.Range(0, count).Select(shape)]], weighted ? weights : null);
                var b = new PointCloud([[.. Enumerable.Range(0, count / 2 + 1).Select(shape)]]);
                Check(a, b);
            }
        }
    }

    private static void Check(PointCloud a, PointCloud b)
    {
        double[] differences = new double[a.Count + b.Count], lengths = new double[a.Count + b.Count];
        var list = new PieceList(differences, lengths);
        JointProjection.Of(a, b).Visit([1], ref list);

        (double Place, double Jump)[] points =
        [
            .. a.Coordinates[0].Select((x, i) => (x, a.Weight(i))), .. b.Coordinates[0].Select((x, i) => (x, -b.Weight(i))),
        ];
        Array.Sort(points, (p, q) => p.Place.CompareTo(q.Place));
        double size = Math.Max(Math.Abs(points[0].Place), Math.Abs(points[^1].Place)), expected = 0, found = 0, difference = 0, end = 0;
        for (int i = 0; i < points.Length - 1; i++)
        {
            difference += points[i].Jump;
            expected += Math.Abs(difference) * (points[i + 1].Place - points[i].Place);
        }

        for (int piece = 0; piece < list.Count; piece++)
        {
            Assert.True(lengths[piece] >= 0);
            found += Math.Abs(differences[piece]) * lengths[piece];
            end += lengths[piece];
        }

        Assert.Equal(points[^1].Place - points[0].Place, end, 1e-12 * size);
        Assert.Equal(expected, found, 1e-12 * size);
    }
}

using System.Numerics;

namespace ParticleLimit.Model;

/// <summary>The N points of a rank-1 lattice in (0, 1)^k, shifted at random: x_n = n z/N + shift mod 1, the shift kept in units of 1/N.</summary>
/// <remarks>In one dimension the equally spaced points. In more, z_1 = 1 and the other z are the numbers prime to N nearest to N times the increments of the
/// <see cref="KroneckerSequence"/>, so that every coordinate alone is equally spaced too. After N points the lattice begins again.</remarks>
public sealed class LatticeSequence : IUniformSequence
{
    private readonly int count;
    private readonly long[] generator;
    private readonly (int Whole, double Part)[] shift;
    private long index;

    /// <summary>A lattice.</summary>
    /// <param name="dimension">k, at least 1.</param>
    /// <param name="count">N.</param>
    /// <param name="stream">The stream that draws the shift.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or N is less than 1.</exception>
    public LatticeSequence(int dimension, int count, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        this.count = count;
        generator = [1, .. KroneckerSequence.Increments(Math.Max(1, dimension - 1)).Take(dimension - 1).Select(increment => Coprime(increment * count, count))];
        shift = [.. generator.Select(_ => (stream.NextInt(count), stream.NextDouble()))];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The point has not k coordinates.</exception>
    public void Next(Span<double> point)
    {
        if (point.Length != generator.Length) throw new ArgumentException($"The lattice has {generator.Length} coordinates.", nameof(point));
        for (int k = 0; k < generator.Length; k++)
        {
            double place = ((index * generator[k] + shift[k].Whole) % count + shift[k].Part) / count;
            point[k] = Math.Min(place, Math.BitDecrement(1.0)); // the quotient may round up to 1
        }

        index = (index + 1) % count;
    }

    private static long Coprime(double near, int count)
    {
        long centre = Math.Max(1, (long)Math.Round(near));
        for (long away = 0; ; away++)
        {
            if (BigInteger.GreatestCommonDivisor(centre + away, count).IsOne) return (centre + away) % Math.Max(2, count);
            if (centre > away && BigInteger.GreatestCommonDivisor(centre - away, count).IsOne) return centre - away;
        }
    }
}

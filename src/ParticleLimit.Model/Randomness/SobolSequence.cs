using System.Numerics;

namespace ParticleLimit.Model;

/// <summary>The sequence of I. M. Sobol in (0, 1)^k, k up to 10, scrambled by nested uniform permutations (A. B. Owen, "Randomly permuted (t, m, s)-nets", 1995).</summary>
/// <remarks>Direction numbers of S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30 (2008), table new-joe-kuo-6. Scrambled, every point is uniform and the first 2^m
/// points stay a net: in one dimension one point in each interval of length 2^-m, at a place of its own. The scrambling is of all 52 digits; a digital
/// shift would leave the points of one dimension on an exact lattice, which first-order particles cannot start from.</remarks>
public sealed class SobolSequence : IUniformSequence
{
    private const int Digits = 52;

    // Degree, coefficients and first direction numbers of the primitive polynomials of dimensions 2, 3, ..
    private static readonly (int Coefficients, int[] First)[] Polynomials =
    [
        (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]), (1, [1, 1, 3, 3]), (4, [1, 3, 5, 13]), (2, [1, 1, 5, 5, 17]), (4, [1, 1, 5, 5, 5]), (7, [1, 1, 7, 11, 19]),
    ];

    private readonly ulong[][] directions;
    private readonly ulong[] keys;
    private readonly ulong[] digits;
    private ulong index;

    /// <summary>The largest k.</summary>
    public const int MaximalDimension = 10;

    /// <summary>The sequence from its first point.</summary>
    /// <param name="dimension">k, from 1 to 10.</param>
    /// <param name="scrambling">The stream that draws the permutations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not from 1 to 10.</exception>
    public SobolSequence(int dimension, RandomStream scrambling)
    {
        if (dimension is < 1 or > MaximalDimension) throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"A Sobol sequence has 1 to {MaximalDimension} dimensions here.");
        directions = [.. Enumerable.Range(0, dimension).Select(Directions)];
        keys = [.. Enumerable.Range(0, dimension).Select(_ => scrambling.NextUInt64())];
        digits = new ulong[dimension];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The point has not k coordinates.</exception>
    public void Next(Span<double> point)
    {
        if (point.Length != keys.Length) throw new ArgumentException($"The sequence has {keys.Length} coordinates.", nameof(point));
        for (int k = 0; k < keys.Length; k++) point[k] = (Scrambled(digits[k], keys[k]) + 0.5) * (1.0 / (1UL << Digits));
        int change = BitOperations.TrailingZeroCount(~index++); // Gray code: one direction number a point
        for (int k = 0; k < keys.Length; k++) digits[k] ^= directions[k][change];
    }

    /// <summary>Flips each digit by a random bit of its own for every choice of the digits before it.</summary>
    private static ulong Scrambled(ulong digits, ulong key)
    {
        ulong flips = 0;
        for (int digit = 0; digit < Digits; digit++)
        {
            int place = Digits - 1 - digit;
            ulong before = digit == 0 ? 0 : digits >> (place + 1);
            flips |= (RandomStream.Mix(key + RandomStream.Mix(before + ((ulong)digit << 56))) & 1) << place;
        }

        return digits ^ flips;
    }

    private static ulong[] Directions(int dimension)
    {
        ulong[] numbers = new ulong[Digits];
        if (dimension == 0)
        {
            for (int i = 0; i < Digits; i++) numbers[i] = 1UL << (Digits - 1 - i);
            return numbers;
        }

        (int coefficients, int[] first) = Polynomials[dimension - 1];
        int degree = first.Length;
        for (int i = 0; i < Digits; i++)
        {
            if (i < degree)
            {
                numbers[i] = (ulong)first[i] << (Digits - 1 - i);
                continue;
            }

            numbers[i] = numbers[i - degree] ^ (numbers[i - degree] >> degree);
            for (int k = 1; k < degree; k++)
                if (((coefficients >> (degree - 1 - k)) & 1) == 1) numbers[i] ^= numbers[i - k];
        }

        return numbers;
    }
}

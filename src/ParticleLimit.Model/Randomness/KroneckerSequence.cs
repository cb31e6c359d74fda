namespace ParticleLimit.Model;

/// <summary>The additive recurrence x_n = x_0 + n (1/g, 1/g^2, .., 1/g^k) mod 1, g the root of g^(k+1) = g + 1 (the golden ratio for k = 1):
/// evenly spread points of (0, 1)^k for any number of them. For k = 3 the increments are the square roots of 2, 3 and 5 instead.</summary>
/// <remarks>M. Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018). A random start makes the average of any function
/// unbiased (R. Cranley, T. Patterson, SIAM J. Numer. Anal. 13, 1976). Kept in 64-bit integers, so that no digit is lost however long the sequence.
/// For k = 3 the golden increments are nearly resonant: measured over random starts for the mean of prod 3 x_i^2, their error at N = 4e4 is 0.86
/// of that of independent points, and that of the square roots 0.22 (R. D. Richtmyer, 1951); in k = 2, 4, 6 the golden ones have 0.03, 0.21, 0.20.</remarks>
public sealed class KroneckerSequence : IUniformSequence
{
    private readonly ulong[] increments;
    private readonly ulong[] state;

    /// <summary>The sequence in k dimensions, started at the cube's centre, or at a random point.</summary>
    /// <param name="dimension">k, at least 1.</param>
    /// <param name="shift">The stream that draws the start; none for the centre.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public KroneckerSequence(int dimension, RandomStream? shift = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        increments = [.. Increments(dimension).Select(increment => (ulong)Math.ScaleB(increment, 64) | 1)];
        state = new ulong[dimension];
        Array.Fill(state, 1UL << 63);
        if (shift is not { } stream) return;
        for (int k = 0; k < dimension; k++) state[k] = stream.NextUInt64();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The point has not k coordinates.</exception>
    public void Next(Span<double> point)
    {
        if (point.Length != state.Length) throw new ArgumentException($"The sequence has {state.Length} coordinates.", nameof(point));
        for (int k = 0; k < state.Length; k++)
        {
            state[k] += increments[k];
            point[k] = ((state[k] >> 12) + 0.5) * (1.0 / (1UL << 52)); // 52 bits: with 53 the addition would round, at worst up to 1
        }
    }

    /// <summary>The increments in k dimensions.</summary>
    internal static double[] Increments(int dimension)
    {
        if (dimension == 3) return [Math.Sqrt(2) - 1, Math.Sqrt(3) - 1, Math.Sqrt(5) - 2];
        double golden = 2;
        for (int i = 0; i < 64; i++) golden = Math.Pow(1 + golden, 1.0 / (dimension + 1));
        return [.. Enumerable.Range(1, dimension).Select(k => Math.Pow(golden, -k))];
    }
}

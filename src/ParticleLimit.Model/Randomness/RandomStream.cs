namespace ParticleLimit.Model;

/// <summary>A SplitMix64 generator whose start is a hash of (seed, rung, replica, purpose).</summary>
/// <remarks>Owned by the project because results must be the same to the bit under every future runtime and library version.
/// Algorithm: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
public struct RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state;

    private RandomStream(ulong state) => this.state = state;

    /// <summary>The stream of one purpose of one replica of one rung of the ladder.</summary>
    public static RandomStream For(ulong seed, int rung, int replica, StreamPurpose purpose)
    {
        ulong hash = Mix(seed + GoldenGamma);
        hash = Mix(hash ^ (uint)rung + GoldenGamma);
        hash = Mix(hash ^ ((ulong)(uint)replica << 32 | (uint)purpose) + GoldenGamma);
        return new RandomStream(hash);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(state += GoldenGamma);

    /// <summary>A uniform number in the open interval (0, 1): an odd multiple of 2^-53, so that quantiles stay finite.</summary>
    // 52 bits: with 53 the addition of a half would round, at worst up to 1.
    public double NextDouble() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Two independent standard normal numbers, from two uniform ones.</summary>
    /// <remarks>G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", Ann. Math. Stat. 29 (1958).</remarks>
    public (double First, double Second) NextNormalPair()
    {
        double radius = Math.Sqrt(-2 * Math.Log(NextDouble()));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * NextDouble());
        return (radius * cosine, radius * sine);
    }

    /// <summary>One of many streams that follow from this one; this one does not move.</summary>
    public readonly RandomStream Split(int index) => new(Mix(Mix(state ^ GoldenGamma) + GoldenGamma * ((ulong)(uint)index + 1)));

    /// <summary>A uniform integer in [0, bound), by the multiply-shift of 64 random bits (bias below 2^-32 for bound &lt; 2^32).</summary>
    public int NextInt(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    /// <summary>The finaliser of SplitMix64: a permutation of 64 bits that looks random.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

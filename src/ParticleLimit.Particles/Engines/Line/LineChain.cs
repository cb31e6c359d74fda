namespace ParticleLimit.Particles;

/// <summary>The blocks of a line in their order; those of a torus close the ring, one period on.</summary>
/// <param name="blocks">The blocks.</param>
/// <param name="period">The length of a torus in units of eps, or infinity.</param>
/// <param name="reach">A distance that no interacting pair exceeds, in units of eps.</param>
internal sealed unsafe class LineChain(LineBlock[] blocks, double period, double reach)
{
    /// <summary>The blocks.</summary>
    public LineBlock[] Blocks => blocks;

    /// <summary>The length of a torus in units of eps, or infinity.</summary>
    public double Period => period;

    /// <summary>A distance that no interacting pair exceeds, in units of eps.</summary>
    public double Reach => reach;

    /// <summary>The block some places on, and what its positions there are greater by.</summary>
    /// <returns>False beyond the end of the line.</returns>
    public bool Later(int b, int hops, out LineBlock later, out double shift)
    {
        (int turns, int place) = Math.DivRem(b + hops, blocks.Length);
        (later, shift) = (blocks[place], turns == 0 ? 0 : period);
        return double.IsFinite(shift);
    }

    /// <summary>Whether the block some places on, at most once round, has a particle in reach of one of block b.</summary>
    public bool InReach(int b, int hops, out LineBlock later, out double shift) =>
        Later(b, hops, out later, out shift) && hops <= blocks.Length && later.Position[0] + shift - blocks[b].Position[blocks[b].Count - 1] < reach;
}

namespace ParticleLimit.Particles;

/// <summary>The particles that change sides at the borders of blocks.</summary>
/// <param name="chain">The blocks.</param>
internal sealed unsafe class LineExchange(LineChain chain)
{
    private readonly LineMigrants migrants = new();

    /// <summary>What rounding may have moved a position by, since the last exchange.</summary>
    public double Margin { get; private set; }

    /// <summary>Finds the particles that may change sides at a border while they drift, and shares them out anew by their positions after it.</summary>
    /// <param name="drift">The drift, time over eps.</param>
    /// <param name="half">Half the step, by which velocities are predicted.</param>
    /// <param name="slowest">The least velocity.</param>
    /// <param name="fastest">The greatest.</param>
    /// <returns>False if a particle may pass more than one border.</returns>
    public bool Run(double drift, double half, double slowest, double fastest)
    {
        LineBlock[] blocks = chain.Blocks;
        LineBlock first = blocks[0], last = blocks[^1];
        double scale = Math.Max(Math.Abs(first.Position[0]), Math.Abs(last.Position[last.Count - 1]));
        if (double.IsFinite(chain.Period)) scale = Math.Max(scale, chain.Period);
        Margin = 32 * Math.BitIncrement(scale) - 32 * scale;
        foreach (LineBlock block in blocks)
        {
            (block.LowerNeighbours, block.UpperNeighbours) = (double.NegativeInfinity, double.PositiveInfinity);
            block.Head.Clear();
            block.Tail.Clear();
        }

        for (int b = 0; b < blocks.Length; b++)
        {
            if (!chain.Later(b, 1, out LineBlock after, out double shift)) break;
            LineBlock before = blocks[b];
            double highest = Math.FusedMultiplyAdd(drift, fastest, before.Position[before.Count - 1]);
            double lowest = Math.FusedMultiplyAdd(drift, slowest, after.Position[0] + shift);
            (before.UpperNeighbours, after.LowerNeighbours) = (lowest, highest - shift);
            migrants.Clear();
            int leaving = 0, entering = 0;
            while (leaving < before.Count && Math.FusedMultiplyAdd(drift, fastest, before.Position[before.Count - 1 - leaving]) > lowest) leaving++;
            while (entering < after.Count && Math.FusedMultiplyAdd(drift, slowest, after.Position[entering] + shift) < highest) entering++;
            if (leaving == 0) continue;
            for (int i = before.Count - leaving; i < before.Count; i++) migrants.Insert(Migrant(before, i, drift, half, 0, fromAfter: false));
            for (int i = 0; i < entering; i++) migrants.Insert(Migrant(after, i, drift, half, shift, fromAfter: true));
            for (int k = 0; k < migrants.Count; k++)
            {
                LineMigrant migrant = migrants.Items[k];
                if (k < leaving) before.Tail.Add(migrant.FromAfter ? migrant with { Position = migrant.Key } : migrant);
                else after.Head.Add(migrant.FromAfter ? migrant : migrant with { Position = migrant.Position - shift });
            }
        }

        foreach (LineBlock block in blocks)
            if (block.Head.Count + block.Tail.Count > block.Count) return false;
        return true;
    }

    private static LineMigrant Migrant(LineBlock block, int i, double drift, double half, double shift, bool fromAfter)
    {
        double velocity = block.Velocity[i], position = Math.FusedMultiplyAdd(drift, velocity, block.Position[i]);
        return new LineMigrant(position + shift, position, velocity, Math.FusedMultiplyAdd(half, block.Third[i], velocity), block.Label[i], fromAfter);
    }
}

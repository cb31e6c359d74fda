namespace ParticleLimit.Kinetic;

/// <summary>The force of <see cref="GranularForce"/> from its table: cubic in x, and in v the cubic through values and slopes at the nodes.</summary>
internal sealed class TabulatedForce(GranularNodes nodes) : CharacteristicForce(0)
{
    /// <inheritdoc/>
    public override void At(CharacteristicField field, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity, Span<double> force)
    {
        Span<int> cells = stackalloc int[CharacteristicField.Points];
        Span<double> weights = stackalloc double[CharacteristicField.Points], hermite = stackalloc double[4];
        field.Stencil(0, position[0], cells, weights);
        int node = nodes.At(velocity[0], hermite);
        force[0] = 0;
        for (int k = 0; k < cells.Length; k++)
        {
            if (weights[k] == 0) continue;
            ReadOnlySpan<double> table = field.Table.AsSpan(2 * (cells[k] * nodes.Count + node), 4);
            for (int m = 0; m < 4; m++) force[0] += weights[k] * hermite[m] * table[m];
        }
    }

    /// <inheritdoc/>
    public override double Rate(CharacteristicField field, double position) => throw new NotSupportedException("Granular alignment is not linear in the velocity: nothing is known across the line.");
}

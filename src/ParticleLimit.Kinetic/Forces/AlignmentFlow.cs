namespace ParticleLimit.Kinetic;

/// <summary>The flow of an alignment force at fixed positions, f_t + (F f)_v = 0, and the force itself for the characteristics.</summary>
internal abstract class AlignmentFlow
{
    /// <summary>The length of a table of the force.</summary>
    public abstract int TableLength { get; }

    /// <summary>Advances f by a step.</summary>
    /// <param name="columns">f as [x][v].</param>
    /// <param name="density">rho; the flow does not change it.</param>
    /// <param name="momentum">rho u before the step; the flow replaces it by that after it.</param>
    /// <param name="step">s.</param>
    /// <param name="midway">Receives the table of the force in the middle of the step, to second order; empty if nobody asks.</param>
    public abstract void Advance(double[] columns, double[] density, double[] momentum, double step, Span<double> midway);

    /// <summary>Fills a table of the force of f.</summary>
    public abstract void Tabulate(double[] columns, double[] density, double[] momentum, Span<double> table);

    /// <summary>F at a place in phase space from a table, or from any linear combination of tables.</summary>
    public abstract double At(ReadOnlySpan<double> table, double position, double velocity);
}

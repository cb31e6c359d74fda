namespace ParticleLimit.Kinetic;

/// <summary>The masses that one part of an initial state gives to the cells.</summary>
internal abstract class CellSource
{
    /// <summary>Adds the masses of one row.</summary>
    /// <param name="position">The position cell.</param>
    /// <param name="row">The row's number among those of the position.</param>
    /// <param name="masses">The row.</param>
    public abstract void Add(int position, int row, Span<double> masses);
}

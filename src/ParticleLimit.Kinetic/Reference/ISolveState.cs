namespace ParticleLimit.Kinetic;

/// <summary>Where a solution on its way is kept, so that a later call goes on from there.</summary>
public interface ISolveState
{
    /// <summary>Lets the solution take up what was kept; not called where nothing, or nothing sound, was.</summary>
    /// <param name="read">Reads what <see cref="Keep"/> wrote.</param>
    /// <returns>Whether something was taken up.</returns>
    bool TakeUp(Action<BinaryReader> read);

    /// <summary>Keeps a solution in place of what was kept before.</summary>
    /// <param name="write">Writes it.</param>
    void Keep(Action<BinaryWriter> write);

    /// <summary>Whether the last state is so old that another should be kept; asked in each step.</summary>
    bool IsDue { get; }
}

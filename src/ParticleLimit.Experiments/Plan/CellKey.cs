namespace ParticleLimit.Experiments;

/// <summary>One cell of an experiment: a rung of the ladder and a replica of it.</summary>
/// <param name="Particles">N of the rung.</param>
/// <param name="Replica">0, 1, ..; or <see cref="Average"/>.</param>
public readonly record struct CellKey(int Particles, int Replica)
{
    /// <summary>The replica number of the replica-averaged measure of a rung.</summary>
    public const int Average = -1;

    /// <summary>The replica number of replica 0 once more with half the time step, for the error budget.</summary>
    public const int HalfStep = -2;

    /// <summary>The name of the cell's files, without extension.</summary>
    public string FileName => Replica switch
    {
        Average => $"N{Particles}-average",
        HalfStep => $"N{Particles}-half-step",
        _ => $"N{Particles}-r{Replica}",
    };

    /// <summary>The replica whose random streams the cell draws from.</summary>
    public int StreamReplica => Replica == HalfStep ? 0 : Replica;
}

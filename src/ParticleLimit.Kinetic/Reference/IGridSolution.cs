namespace ParticleLimit.Kinetic;

/// <summary>What a computed solution can give besides, d = 1: cell averages on a grid of phase space at the output times.</summary>
public interface IGridSolution : IComputedSolution
{
    /// <summary>The position axis of its output.</summary>
    GridAxis Position { get; }

    /// <summary>The velocity axis of its output.</summary>
    GridAxis Velocity { get; }

    /// <summary>f, rho, u and the observables at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    GridSnapshot Snapshot(double time);
}

namespace ParticleLimit.Kinetic;

/// <summary>The force F of a kinetic equation f_t + v f_x + (F f)_v = 0 in d = 1 that is not the local one of (1.3).</summary>
public abstract record AlignmentForce
{
    /// <summary>gamma of the equation (1.3), or of the corresponding one, that this force stands for.</summary>
    public abstract double Gamma { get; }

    /// <summary>The force in words, for manifests.</summary>
    public abstract string Description { get; }

    /// <summary>The flow of the force on a grid.</summary>
    internal abstract AlignmentFlow CreateFlow(GridAxis position, GridAxis velocity, bool periodic);
}

namespace ParticleLimit.Kinetic;

/// <summary>More mass left the grid than its tolerance allows.</summary>
public sealed class KineticBoundaryException(string side, double mass, double time, string remedy)
    : Exception($"Mass {mass:G3} has left the grid by t = {time:G6} through its {side} side; {remedy}.")
{
    /// <summary>The side: "lower position" or "upper position".</summary>
    public string Side { get; } = side;
}

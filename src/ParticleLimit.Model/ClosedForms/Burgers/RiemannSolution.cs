namespace ParticleLimit.Model;

/// <summary>The entropy solution of f_t + (Phi f^2)_x = 0 for a step at 0: f0 = <paramref name="Left"/> for x &lt; 0, <paramref name="Right"/> for x > 0.</summary>
/// <param name="Left">f on the left.</param>
/// <param name="Right">f on the right.</param>
/// <param name="Flux">Phi.</param>
public readonly record struct RiemannSolution(double Left, double Right, double Flux)
{
    /// <summary>The speed of the shock by Rankine and Hugoniot, Phi (f_l + f_r), if f falls; NaN if it rises, for then there is a rarefaction.</summary>
    public double ShockSpeed => Left > Right ? Flux * (Left + Right) : double.NaN;

    /// <summary>f(t, x) for t > 0.</summary>
    public double Density(double time, double position)
    {
        double slope = position / time;
        if (Left > Right) return slope < ShockSpeed ? Left : Right;
        return Math.Clamp(slope / (2 * Flux), Left, Right);
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The correlation of pairs at the scale eps in a homogeneous state, by their relative speed: g(r, |w|) to first order in eps.</summary>
/// <remarks>The pair density of <see cref="EncounterPairs"/>, f_2 = f f (1 + 2 k d P / |w|) + 2 k P (w/|w|) . grad_w (f f), integrated over the centre velocity, over the directions of r, in which P has the mean Psi_r / 2, and over those of w.
/// With q(s) the density of the relative speed of independent pairs, int (w/|w|) . grad p over |w| = s is q' - (d - 1) q / s, so that
/// <code>
/// f_2(r, s) = q(s) + k Psi_r (q(s)/s + q'(s))
/// </code>
/// and a bin [s0, s1] has the excess k Psi_r (int q/s ds + q(s1) - q(s0)) / int q ds: too many slow pairs, too few fast ones. Over all speeds it is g(r) - 1 = k &lt;1/|w|&gt; Psi_r. For d &gt;= 2.</remarks>
public sealed class EncounterPairSpeeds
{
    private const int Panels = 2;

    private readonly HomogeneousSolution solution;
    private readonly EncounterPairs pairs;
    private readonly RelativeSpeedDensity start;

    /// <summary>The prediction for a solution.</summary>
    /// <param name="solution">The homogeneous solution (2.3), d = 2 or 3, its velocity components independent.</param>
    /// <param name="weight">psi.</param>
    /// <param name="scaling">N and eps.</param>
    /// <exception cref="ArgumentException">d is 1, or the velocity components are not independent.</exception>
    public EncounterPairSpeeds(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling)
    {
        ArgumentNullException.ThrowIfNull(solution);
        if (solution.Dimension < 2 || solution.Initial is not ProductState state)
            throw new ArgumentException("The prediction is for d = 2 or 3 and independent velocity components.", nameof(solution));
        (this.solution, pairs, start) = (solution, new EncounterPairs(solution, weight, scaling), new RelativeSpeedDensity(state));
    }

    /// <summary>The probability that independent particles have a relative speed in [from, to] at a time.</summary>
    public double Probability(double from, double to, double time) => Integral(from, to, time, s => 1);

    /// <summary>g - 1 over a shell of separations and a bin of relative speeds; NaN where independent pairs have no such speed.</summary>
    /// <param name="separationFrom">The shell's inner radius in units of eps.</param>
    /// <param name="separationTo">The shell's outer radius in units of eps.</param>
    /// <param name="speedFrom">The bin's lower end.</param>
    /// <param name="speedTo">The bin's upper end.</param>
    /// <param name="time">t.</param>
    public double Excess(double separationFrom, double separationTo, double speedFrom, double speedTo, double time)
    {
        int d = solution.Dimension;
        double volume = (Math.Pow(separationTo, d) - Math.Pow(separationFrom, d)) / d;
        double slowness = solution.Initial.MeanInverseRelativeSpeed * Growth(time);
        double passage = GaussLegendre.Integrate(r => Math.Pow(r, d - 1) * pairs.Density(r, time), separationFrom, separationTo, 1) / volume / slowness;
        return passage * (Integral(speedFrom, speedTo, time, s => 1 / s) + Density(speedTo, time) - Density(speedFrom, time)) / Probability(speedFrom, speedTo, time);
    }

    private double Growth(double time) => Math.Exp(solution.Rate * time);

    private double Density(double speed, double time) => Growth(time) * start.At(speed * Growth(time));

    private double Integral(double from, double to, double time, Func<double, double> factor) =>
        GaussLegendre.Integrate(s => factor(s) * Density(s, time), from, to, Panels);
}

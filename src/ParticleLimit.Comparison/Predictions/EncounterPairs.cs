using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The correlation of pairs at the scale eps in a homogeneous state, to first order in eps.</summary>
/// <remarks>Two particles that have come to the separation r eps along a straight line have lost 2 k P of their relative speed, k = kappa eps^(1-d)/N and P the integral of psi along the line so far. The flow of pairs is
/// conserved and its divergence in w is known, so f_2 = f f (1 + 2 k d P / |w|) + 2 k P (w/|w|) . grad_w (f f): the slower are the more, and each is slower. Integrated over w,
/// <code>
/// g(r) - 1 = k &lt;1/|w|&gt; Psi_r,      Psi_r the mean over directions of the encounter integral Psi(r sin(theta))
/// 1 - sum psi |w|^2 / chaos = k C &lt;|w|&gt; / (int psi &lt;|w|^2&gt;)
/// </code>
/// with the averages at time t. The pairs stay behind each other beyond R too: a wake that falls like r^(1-d). The second line times the loss of energy 2 a T is the scatter
/// S e^(-a t) of <see cref="EncounterCorrection"/>: the bias of the energy is the failure of chaos at the scale eps, the same statement twice.
/// For d &gt;= 2: in d = 1 &lt;1/|w|&gt; is infinite, and the passages of one pair are no small part of all.</remarks>
/// <param name="solution">The homogeneous solution (2.3).</param>
/// <param name="weight">psi.</param>
/// <param name="scaling">N and eps.</param>
public sealed class EncounterPairs(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling)
{
    private readonly EncounterCorrection correction = EncounterCorrection.Of(solution, weight, scaling);
    private readonly int dimension = solution.Dimension;

    /// <summary>g(r) - 1; infinite in d = 1.</summary>
    /// <param name="separation">r in units of eps, not negative.</param>
    /// <param name="time">t, large enough that pairs have passed each other: eps r over a typical relative speed.</param>
    public double Density(double separation, double time) => Slowness(time) * dimension switch
    {
        1 => 1,
        2 => 2 / Math.PI * WeightIntegrals.Integrate(angle => Passage(separation * Math.Sin(angle)), 0, Math.PI / 2),
        _ => WeightIntegrals.Integrate(angle => Math.Sin(angle) * Passage(separation * Math.Sin(angle)), 0, Math.PI / 2),
    };

    /// <summary>The mean of g - 1 over the ball of radius R, the prediction of pair-excess; infinite in d = 1.</summary>
    public double Excess(double time)
    {
        double radius = weight.SupportRadius;
        double Chord(double b) => 2 * Math.Sqrt(Math.Max(0, radius * radius - b * b)) * Passage(b);
        return Slowness(time) * dimension switch
        {
            1 => 1,
            2 => 2 * WeightIntegrals.Integrate(Chord, 0, radius) / (Math.PI * radius * radius),
            _ => 2 * Math.PI * WeightIntegrals.Integrate(b => b * Chord(b), 0, radius) / (4 * Math.PI / 3 * radius * radius * radius),
        };
    }

    /// <summary>The prediction of dissipation-deficit: S e^(-a t) over the loss of energy 2 a T(0) e^(-2 a t).</summary>
    public double DissipationDeficit(double time) =>
        correction.Contraction == 0 ? 0 : correction.Scatter * Math.Exp(correction.Contraction * time) / (2 * correction.Contraction * solution.Initial.Temperature);

    // k <1/|w|>(t).
    private double Slowness(double time) => solution.Gamma / weight.Integral(dimension) * Math.Pow(scaling.Epsilon, 1 - dimension) / scaling.ParticleCount
        * solution.Initial.MeanInverseRelativeSpeed * Math.Exp(correction.Contraction * time);

    private double Passage(double impactParameter) => impactParameter < weight.SupportRadius ? weight.EncounterIntegral(impactParameter) : 0;
}

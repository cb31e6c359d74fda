using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The encounters of a homogeneous flock in d = 2 with the flock's answer to them: <see cref="EncounterCorrection"/> and what follows it by a factor of order eps log(1/eps).</summary>
/// <remarks>Waves k of the sampled field between the length of the flock and 1/eps live for 1/(k|w|), short of 1/a: while one lives, velocities stand. A particle of velocity w makes R = exp(-ik.wt), U = w R in the notation of
/// <see cref="FieldResponse"/>; the others, pushed by a (U - u R), answer with
/// <code>
/// R1 = a g R,   U1 = a g w R,   g = E_u int_0^inf exp(-ik.(u - w) y) dy = pi E_u delta(k.(u - w)) + an imaginary part
/// </code>
/// that is, the answer goes with the particle and is the same multiple of its density and its momentum. The force a (U - v R) on a third particle is 1 + a g times that of the first alone, hence the scatter |1 + a g|^2 = 1 + 2 pi a E_u delta(k.(u - w))
/// times that of its encounter (to all orders 1 / |1 - a g|^2, the dressed particles of R. Balescu, Phys. Fluids 3, 1960, and A. Lenard, Ann. Phys. 10, 1960). Summed over the waves with k.(v - w) = 0, which are those of a passage,
/// <code>
/// S e^(-at) -> S (e^(-at) + A),   A = c eps log(1/eps),   c = 2 a (int psi)^2 / C * E[ |w| int f0(v + s w/|w|) ds ] / E|w|,   v, v + w independent of law f0
/// M(t) = S (e^(-at) - e^(-2at)) / a + A S (1 - e^(-2at)) / (2a)  =  M of the encounters * (1 + A (1 + e^(at)) / 2)
/// </code>
/// The loss of energy, a sum over U U* less R times the sum of |u|^2 exp(-ik.x)*, has the same factor by the same algebra, so that M is the bias of the energy here too. There is no free number in c; left out are terms of order eps
/// without the logarithm (<see cref="NextOrder"/>). In d = 3 the answer is of order eps, as they are; in d = 1 see <see cref="LineFluctuation"/>.</remarks>
/// <param name="Encounters">a and S.</param>
/// <param name="Answer">A.</param>
public sealed record AnsweredEncounters(EncounterCorrection Encounters, double Answer)
{
    private const int Pairs = 1 << 14, Points = 64;

    /// <summary>Encounters and answer in a homogeneous state.</summary>
    /// <param name="solution">The homogeneous solution (2.3), d = 2, whose velocities have a density.</param>
    /// <param name="weight">psi.</param>
    /// <param name="scaling">N and eps.</param>
    /// <exception cref="ArgumentException">The dimension is not 2.</exception>
    public static AnsweredEncounters Of(HomogeneousSolution solution, ICommunicationWeight weight, ScalingLaw scaling) =>
        new(EncounterCorrection.Of(solution, weight, scaling), Coefficient(solution, weight) * new EpsilonTerm(1, Logarithm: true).At(scaling.Epsilon));

    /// <summary>c.</summary>
    /// <remarks>The mean over v, w and s is over 2^14 evenly spread pairs and 64 points of each line: relative error about 1e-3.</remarks>
    /// <param name="solution">The homogeneous solution (2.3), d = 2, whose velocities have a density.</param>
    /// <param name="weight">psi.</param>
    /// <exception cref="ArgumentException">The dimension is not 2.</exception>
    public static double Coefficient(HomogeneousSolution solution, ICommunicationWeight weight)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentNullException.ThrowIfNull(weight);
        if (solution.Dimension != 2) throw new ArgumentException($"The answer is of order eps log(1/eps) in dimension 2, not {solution.Dimension}.", nameof(solution));
        double integral = weight.Integral(2);
        return 2 * solution.Rate * integral * integral / WeightIntegrals.EncounterConstant(weight, 2) * MeanAlongPassages(solution);
    }

    /// <summary>M(t).</summary>
    /// <param name="time">t, not negative.</param>
    public double VelocityMeanSquare(double time) => Encounters.VelocityMeanSquare(time) * (1 + Answer * Growth(Encounters.Contraction, time));

    /// <summary>(1 + e^(at)) / 2, the factor of A in M over that of the encounters.</summary>
    /// <param name="rate">a.</param>
    /// <param name="time">t.</param>
    public static double Growth(double rate, double time) => (1 + Math.Exp(rate * time)) / 2;

    /// <summary>When the temperature T0 e^(-2at) + M(t) is a given factor times the temperature T0 e^(-2at) of the solution.</summary>
    /// <remarks>x = e^(at) solves (x - 1)(1 + A (1 + x) / 2) = (factor - 1) a T0 / S. As eps tends to 0, A x^2 / 2 leads: t = log(1/eps) - log(log(1/eps)) / 2 + const, of slope 1 against log(1/eps) only in the end.</remarks>
    /// <param name="temperature">T0, positive.</param>
    /// <param name="factor">Above 1.</param>
    public double DepartureTime(double temperature, double factor)
    {
        if (Answer == 0 || Encounters.Contraction == 0) return Encounters.DepartureTime(temperature, factor);
        double sum = 1 + Answer / 2 + (factor - 1) * Encounters.Contraction * temperature / Encounters.Scatter;
        return Math.Log(2 * sum / (1 + Math.Sqrt(1 + 2 * Answer * sum))) / Encounters.Contraction;
    }

    // E[ |w| int f0(v + s w/|w|) ds ] / E|w|: the density of velocities on the line of a passage.
    private static double MeanAlongPassages(HomogeneousSolution solution)
    {
        InitialState initial = solution.Initial;
        int k = initial.UniformsPerParticle;
        double spread = initial.VelocitySpread, step = 2 * spread / Points, along = 0, speeds = 0;
        double[] point = new double[2 * k], x = new double[2], v = new double[2], other = new double[2], u = new double[2];
        var sequence = new KroneckerSequence(2 * k);
        for (int i = 0; i < Pairs; i++)
        {
            sequence.Next(point);
            initial.Map(point.AsSpan(0, k), x, v);
            initial.Map(point.AsSpan(k, k), x, other);
            double w0 = other[0] - v[0], w1 = other[1] - v[1], speed = Math.Sqrt(w0 * w0 + w1 * w1);
            if (speed == 0) continue;
            (w0, w1) = (w0 / speed, w1 / speed);

            // About the foot of the mean velocity on the line the support ends within the spread.
            double foot = (initial.MeanVelocity[0] - v[0]) * w0 + (initial.MeanVelocity[1] - v[1]) * w1, sum = 0;
            for (int n = 0; n < Points; n++)
            {
                double s = foot - spread + (n + 0.5) * step;
                (u[0], u[1]) = (v[0] + s * w0, v[1] + s * w1);
                sum += solution.Density(0, x, u);
            }

            along += speed * sum * step;
            speeds += speed;
        }

        return ((Torus)solution.Domain).Volume * along / speeds;
    }
}

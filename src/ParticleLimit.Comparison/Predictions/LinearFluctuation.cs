using System.Numerics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The variance in the central limit theorem of a homogeneous flock: the fluctuation N^(1/2) (mu_N - f) of one Fourier mode, R = (1/N) sum exp(-ik X) and
/// J = (1/N) sum V exp(-ik X), X and V along one axis in the frame of the mean velocity, carried by (1.3) linearised about (2.3).</summary>
/// <remarks>Particles are independent at the start, so that N E|R|^2 is the mean of |R|^2 over the <see cref="FieldResponse"/> to a particle of each initial velocity. The encounters add a variance of relative order eps.</remarks>
/// <param name="Density">N E|R|^2; 1 for independent particles.</param>
/// <param name="Current">N E|J|^2; the mean square of V for independent particles.</param>
public readonly record struct LinearFluctuation(double Density, double Current)
{
    private const int Velocities = 128;

    /// <summary>The fluctuation of a mode at a time.</summary>
    /// <param name="solution">The homogeneous solution (2.3).</param>
    /// <param name="waveNumber">k, along the first axis.</param>
    /// <param name="time">t, not negative.</param>
    /// <param name="steps">Steps of the trapezoidal rule, at least 1; the error is of order steps^-2.</param>
    public static LinearFluctuation Of(HomogeneousSolution solution, double waveNumber, double time, int steps = 200)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double q = Math.Exp(-solution.Rate * time);
        var response = new FieldResponse(solution.Rate, waveNumber, time, ContractedVelocities.Of(solution.Initial, Velocities), steps);
        return new(response.Density.Average(path => Square(path[steps])), q * q * response.Current.Average(path => Square(path[steps])));
    }

    private static double Square(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;
}

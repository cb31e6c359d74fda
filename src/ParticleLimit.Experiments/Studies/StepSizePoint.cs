namespace ParticleLimit.Experiments;

/// <summary>What one time step did to one run.</summary>
/// <param name="Dimension">d.</param>
/// <param name="Weight">The weight's name.</param>
/// <param name="Fraction">The step as a fraction of eps R over the largest relative speed.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="VelocityError">The root mean square over the particles of the difference of velocities from the finest run.</param>
/// <param name="EnergyError">The relative difference of the energies.</param>
/// <param name="Coupling">The root mean square of |V_i - Vbar_i| in the finest run: the effect under study, which the errors must not blur.</param>
public readonly record struct StepSizePoint(
    int Dimension, string Weight, double Fraction, long Steps, double VelocityError, double EnergyError, double Coupling);

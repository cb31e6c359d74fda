namespace ParticleLimit.Kinetic;

/// <summary>The alignment force on points of phase space, from the fields of a solution: that of (1.3), -gamma (rho v - rho u).</summary>
internal class CharacteristicForce(double gamma)
{
    /// <summary>gamma.</summary>
    protected double Gamma { get; } = gamma;

    /// <summary>The same force with working memory of its own, for a caller at the same time as others.</summary>
    public virtual CharacteristicForce Own() => this;

    /// <summary>Makes the fields of an instant, once filled, into those that <see cref="At"/> reads.</summary>
    public virtual void Prepare(CharacteristicField field)
    {
    }

    /// <summary>The force.</summary>
    /// <param name="field">Prepared fields.</param>
    /// <param name="position">x.</param>
    /// <param name="velocity">v.</param>
    /// <param name="force">Receives F.</param>
    public virtual void At(CharacteristicField field, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity, Span<double> force)
    {
        double density = field.At(position, force);
        for (int k = 0; k < force.Length; k++) force[k] = -Gamma * (density * velocity[k] - force[k]);
    }

    /// <summary>a of a force b - a v, d = 1: the rate at which it takes the velocities across the line too.</summary>
    /// <param name="field">Prepared fields.</param>
    /// <param name="position">x.</param>
    /// <exception cref="NotSupportedException">The force is not linear in the velocity.</exception>
    public virtual double Rate(CharacteristicField field, double position)
    {
        double momentum = 0;
        return Gamma * field.At(new ReadOnlySpan<double>(in position), new Span<double>(ref momentum));
    }
}

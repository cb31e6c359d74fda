namespace ParticleLimit.Kinetic;

/// <summary>The force of <see cref="NonlocalForce"/>: that of (1.3) with the averages of rho and rho u.</summary>
internal sealed class AveragedForce(double gamma, RangeConvolution average) : CharacteristicForce(gamma)
{
    /// <inheritdoc/>
    public override CharacteristicForce Own() => new AveragedForce(Gamma, average.Own());

    /// <inheritdoc/>
    public override void Prepare(CharacteristicField field)
    {
        average.Apply(field.Density, [], field.Density, []);
        average.Apply(field.Momentum);
    }
}

using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>u0(x) = -x: all characteristics meet at the origin at time 1.</summary>
public sealed record MinusIdentityField : IVelocityField
{
    /// <inheritdoc/>
    public string Name => "minus-x";

    /// <inheritdoc/>
    public double CrossingTime => 1;

    /// <inheritdoc/>
    public void At(ReadOnlySpan<double> x, Span<double> u)
    {
        for (int k = 0; k < x.Length; k++) u[k] = -x[k];
    }

    /// <inheritdoc/>
    public void Start(double time, ReadOnlySpan<double> position, Span<double> start)
    {
        for (int k = 0; k < position.Length; k++) start[k] = position[k] / (1 - time);
    }

    /// <inheritdoc/>
    public double Jacobian(double time, ReadOnlySpan<double> start) => Math.Pow(1 - time, start.Length);

    /// <inheritdoc/>
    public ImmutableArray<(double From, double To)> Range(ImmutableArray<(double From, double To)> box) => [.. box.Select(side => (-side.To, -side.From))];

    /// <inheritdoc/>
    public bool IsPeriodicOn(Torus torus) => false;
}

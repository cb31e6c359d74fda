using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates granular alignment, x_i' = v_i, v_i' = k sum_j psi(|x_j - x_i| / eps) |v_j - v_i| (v_j - v_i): slow pairs hardly align.</summary>
/// <remarks>The scheme is that of <see cref="SteppedEngine"/>, with the force at the predicted velocities of the midpoint. Pairs are those of any
/// <see cref="INeighbourSearch"/>. Units: with the range N eps^d = 1 and k = gamma / int psi the limit is the kinetic equation with the factor |v - v*|.</remarks>
internal sealed class GranularEngine<TWeight>(SimulationSettings settings, TWeight weight, ParticleState state) : PairEngine(settings, state)
    where TWeight : struct, ICommunicationWeight
{
    /// <inheritdoc/>
    protected override void AddPairs<TDimension>() => Visit(
        new GranularExchange<TWeight, TDimension>(weight, 1 / (Settings.Epsilon * Settings.Epsilon), Predicted, Sums, Rates));
}

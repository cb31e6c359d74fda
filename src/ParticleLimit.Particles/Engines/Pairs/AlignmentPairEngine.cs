using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) pair by pair.</summary>
/// <remarks>It serves the kd-tree and brute force, every dimension, and boxes of any size; the vector engines are tested against it.</remarks>
internal sealed class AlignmentPairEngine<TWeight>(SimulationSettings settings, TWeight weight, ParticleState state) : PairEngine(settings, state)
    where TWeight : struct, ICommunicationWeight
{
    /// <inheritdoc/>
    public override string NeighbourSearchUsed => Settings.Neighbours != NeighbourSearchKind.Auto ? base.NeighbourSearchUsed
        : Settings.Domain is FreeSpace ? $"{base.NeighbourSearchUsed} (auto: by the occupancy of the cells)"
        : $"{base.NeighbourSearchUsed} (auto: the box is small)";

    /// <inheritdoc/>
    protected override void AddPairs<TDimension>() => Visit(
        new AlignmentForce<TWeight, TDimension>(weight, 1 / (Settings.Epsilon * Settings.Epsilon), Predicted, Sums, Rates));
}

using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>Independent particles of the unit torus, with velocities in the unit cube: what the benchmarks of particles begin with.</summary>
internal static class UniformFlock
{
    /// <summary>The torus.</summary>
    public static Torus Torus(int dimension) => new([.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>N particles, those of one replica.</summary>
    public static ParticleState Of(int particles, int dimension, int replica = 0)
    {
        double[] half = [.. Enumerable.Repeat(0.5, dimension)], one = [.. Enumerable.Repeat(1.0, dimension)];
        var uniforms = new IndependentSequence(RandomStream.For(1, particles, replica, StreamPurpose.Test));
        return ParticleState.Sample(ProductState.UniformBox([.. half], [.. one], [.. half], [.. one]), Torus(dimension), particles, uniforms);
    }

    /// <summary>The paper's law, N eps^d = 1, gamma = 1.</summary>
    public static SimulationSettings Paper(int particles, int dimension, ICommunicationWeight weight, NeighbourSearchKind search = NeighbourSearchKind.Auto, int threads = 1)
    {
        var scaling = new ScalingLaw(particles, dimension);
        return new SimulationSettings(Torus(dimension), weight, scaling.Epsilon, scaling.Coupling(1, weight), 0.25, search, threads);
    }

    /// <summary>The same as points of phase space.</summary>
    public static PointCloud Cloud(int points, int dimension, int replica)
    {
        ParticleState state = Of(points, dimension, replica);
        return PointCloud.FromPhaseSpace(state.Positions, state.Velocities);
    }
}

using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class KdTreeTests : NeighbourSearchTests
{
    private protected override INeighbourSearch Create(Domain domain) => new KdTree(domain);
}

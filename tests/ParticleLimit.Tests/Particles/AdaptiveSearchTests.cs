using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class AdaptiveSearchTests : NeighbourSearchTests
{
    private protected override INeighbourSearch Create(Domain domain) => new AdaptiveSearch(domain);
}

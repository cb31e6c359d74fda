using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class BruteForceTests : NeighbourSearchTests
{
    private protected override INeighbourSearch Create(Domain domain) => new BruteForce(domain);
}

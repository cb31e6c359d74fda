using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class CellGridTests : NeighbourSearchTests
{
    private protected override INeighbourSearch Create(Domain domain) => new CellGrid(domain);
}

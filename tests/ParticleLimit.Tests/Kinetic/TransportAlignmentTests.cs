using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Transport and alignment in one pass over memory less.</summary>
public class TransportAlignmentTests
{
    [Theory]
    [InlineData(1, 400, 600, true, CellStorage.EightBytes, 1)]
    [InlineData(1, 400, 600, true, CellStorage.EightBytes, 2)]
    [InlineData(1, 400, 600, false, CellStorage.EightBytes, 2)]
    [InlineData(1, 601, 500, true, CellStorage.FourBytes, 3)]
    [InlineData(1, 601, 500, false, CellStorage.FourBytes, 3)]
    [InlineData(2, 28, 32, true, CellStorage.EightBytes, 1)]
    [InlineData(2, 28, 32, true, CellStorage.EightBytes, 3)]
    [InlineData(2, 28, 32, false, CellStorage.EightBytes, 3)]
    [InlineData(2, 10, 80, false, CellStorage.EightBytes, 3)] // too few lines for three threads
    [InlineData(3, 10, 12, true, CellStorage.FourBytes, 2)]
    [InlineData(3, 10, 12, false, CellStorage.EightBytes, 2)]
    public void They_give_what_one_after_the_other_gives(int d, int positions, int velocities, bool torus, CellStorage storage, int threads)
    {
        Domain domain = torus ? new Torus([.. Enumerable.Repeat(2.0, d)]) : new FreeSpace(d);
        var initial = new ProductState(
            [.. Enumerable.Range(0, d).Select(k => new UniformMarginal(0.3 + 0.1 * k, 1.6))], [.. Enumerable.Range(0, d).Select(k => new UniformMarginal(-0.7, 0.8 - 0.2 * k))]);
        var layout = new PhaseLayout([.. Enumerable.Repeat(new GridAxis(0, 2, positions), d)], [.. Enumerable.Repeat(new GridAxis(-1, 1, velocities), d)]);
        var team = new TileTeam(threads);
        PhaseField apart = Filled(), together = Filled();
        double[] lostApart = new double[2 * d], lostTogether = new double[2 * d];
        foreach (double step in (double[])[0.3, -0.03, 0.02, -0.2, 0.06, 0.45, 0.05])
        {
            apart.Transport(step, team, lostApart);
            long swept = apart.Box.Cells;
            apart.Align(0.4, team);
            Assert.Equal(swept, together.TransportAndAlign(step, 0.4, team, lostTogether));
            Assert.Equal(Cells(apart), Cells(together));
            Assert.Equal(apart.Fields.Density, together.Fields.Density);
            Assert.Equal(apart.Fields.Momentum, together.Fields.Momentum);
            Assert.Equal(apart.Box.PositionStart, together.Box.PositionStart);
            Assert.Equal(apart.Box.PositionEnd, together.Box.PositionEnd);
            Assert.Equal(lostApart, lostTogether);
        }

        Assert.Equal(!torus, lostApart.Any(mass => mass > 0));

        PhaseField Filled()
        {
            PhaseField phase = PhaseField.Create(layout, domain, storage, threads);
            CellAverages.Fill(phase, initial, domain);
            phase.FindBox();
            return phase;
        }

        double[] Cells(PhaseField phase)
        {
            double[] all = new double[layout.PositionCells * phase.Rows * velocities];
            for (int row = 0; row < all.Length / velocities; row++) phase.Read(row / phase.Rows, row % phase.Rows, all.AsSpan(row * velocities, velocities));
            return all;
        }
    }
}

using ParticleLimit.Kinetic;

namespace ParticleLimit.Tests;

public sealed class HeatSemigroupTests
{
    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(2000)]
    public void Waves_on_a_circle_fall_as_they_must(double strength)
    {
        const int Cells = 40;
        var heat = new HeatSemigroup(Cells, periodic: true, 2000);
        foreach (int k in (int[])[0, 1, 7, 20])
        {
            double[] wave = [.. Enumerable.Range(0, Cells).Select(i => Math.Cos(2 * Math.PI * k * i / Cells + 0.3))], before = [.. wave];
            Assert.Equal((0, 0), heat.Apply(wave, strength));
            double factor = Math.Exp(-strength * (2 - 2 * Math.Cos(2 * Math.PI * k / Cells)));
            for (int i = 0; i < Cells; i++) Assert.Equal(factor * before[i], wave[i], 1e-13);
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(12)]
    public void Two_steps_are_one_of_their_sum(double strength)
    {
        var heat = new HeatSemigroup(31, periodic: true, 100);
        double[] once = [.. Enumerable.Range(0, 31).Select(i => i % 7 == 0 ? 1.0 : 0)], twice = [.. once];
        heat.Apply(once, 3 * strength);
        heat.Apply(twice, strength);
        heat.Apply(twice, 2 * strength);
        for (int i = 0; i < once.Length; i++) Assert.Equal(once[i], twice[i], 1e-14);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(50)]
    [InlineData(900)]
    public void What_leaves_the_line_is_accounted_for(double strength)
    {
        var heat = new HeatSemigroup(20, periodic: false, 900);
        double[] values = [.. Enumerable.Range(0, 20).Select(i => i < 3 ? 2.0 : i == 15 ? 1 : 0)];
        (double below, double above) = heat.Apply(values, strength);
        Assert.True(below > above && above > 0 && values.Min() >= 0);
        Assert.Equal(7, values.Sum() + below + above, 1e-13);
    }
}

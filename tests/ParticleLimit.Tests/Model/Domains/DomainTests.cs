using CsCheck;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class DomainTests
{
    private static readonly Gen<double> Period = Gen.Double[1e-3, 1e3];
    private static readonly Gen<double> Coordinate = Gen.Double[-1e4, 1e4];

    [Fact]
    public void Wrapped_coordinate_is_in_the_period_and_differs_by_a_multiple_of_it() => Gen.Select(Period, Coordinate).Sample((period, x) =>
    {
        double wrapped = new Torus(period).Wrap(x, 0), turns = (x - wrapped) / period;
        Assert.True(wrapped >= 0 && wrapped < period);
        Assert.Equal(Math.Round(turns), turns, 1e-15 * (1 + Math.Abs(x)) / period * 8 + 1e-12);
    });

    [Fact]
    public void Wrapping_twice_is_wrapping_once() => Gen.Select(Period, Coordinate).Sample((period, x) =>
    {
        var torus = new Torus(period);
        double wrapped = torus.Wrap(x, 0);
        Assert.Equal(wrapped, torus.Wrap(wrapped, 0));
    });

    [Fact]
    public void Shortest_difference_is_at_most_half_a_period_and_odd() => Gen.Select(Period, Coordinate).Sample((period, x) =>
    {
        var torus = new Torus(period);
        double shortest = torus.ShortestDifference(x, 0);
        Assert.True(Math.Abs(shortest) <= 0.5 * period * (1 + 1e-9) + 1e-11);
        Assert.Equal(-shortest, torus.ShortestDifference(-x, 0));
    });

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(-1e-17)]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    public void Wrapping_at_a_face_gives_zero(double x) => Assert.Equal(0, new Torus(1.0).Wrap(x, 0));

    [Fact]
    public void Free_space_leaves_coordinates_alone()
    {
        var space = new FreeSpace(2);
        Assert.Equal(-123.5, space.Wrap(-123.5, 1));
        Assert.Equal(1e9, space.ShortestDifference(1e9, 0));
        Assert.Equal(double.PositiveInfinity, space.Period(1));
    }

    [Fact]
    public void Torus_refuses_impossible_lengths()
    {
        Assert.Throws<ArgumentException>(() => new Torus());
        Assert.Throws<ArgumentException>(() => new Torus(1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new Torus(1, 0));
        Assert.Throws<ArgumentException>(() => new Torus(double.NaN));
        Assert.Equal(6, new Torus(1, 2, 3).Volume);
    }
}

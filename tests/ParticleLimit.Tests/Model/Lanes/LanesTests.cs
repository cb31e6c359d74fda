using CsCheck;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The three widths do the same arithmetic lane by lane, and the functions built on it agree with the library's scalar ones.</summary>
public sealed unsafe class LanesTests
{
    private static readonly ICommunicationWeight[] Weights =
        [new IndicatorWeight(1.2), new HatWeight(0.7), new WendlandWeight(1), new BumpWeight(1.5), new TruncatedCuckerSmaleWeight(2, 0.5), new TruncatedCuckerSmaleWeight(1, 0)];

    private static readonly Gen<double[]> Numbers = Gen.Double[-1e3, 1e3].Array[16];

    private interface IMap
    {
        TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes>;
    }

    [Fact]
    public void Every_width_rounds_alike() => Numbers.Sample(numbers =>
    {
        AssertAlike(default(Mixture), numbers);
        AssertAlike(default(Functions), numbers);
    });

    [Fact]
    public void Weights_of_lanes_agree_with_weights_of_one_number() => Numbers.Sample(numbers =>
    {
        foreach (ICommunicationWeight weight in Weights)
        {
            double[] squares = [.. numbers.Select(x => 0.01 * Math.Abs(x)), 0, weight.SupportRadius * weight.SupportRadius, 1e300, double.PositiveInfinity];
            double[] wide = Map<Lanes512, WeightMap>(new WeightMap(weight), squares);
            Assert.Equal(wide, Map<Lanes256, WeightMap>(new WeightMap(weight), squares));
            Assert.Equal(wide, Map<SingleLane, WeightMap>(new WeightMap(weight), squares));
            for (int k = 0; k < squares.Length; k++) Assert.Equal(weight.Value(squares[k]), wide[k], 4e-16);
        }
    });

    [Fact]
    public void Exponential_and_logarithm_agree_with_the_library() => Gen.Double[-690, 690].Sample(x =>
    {
        Assert.Equal(x, Map<SingleLane, LogOfExp>(default, [x])[0], 1e-15 * (1 + Math.Abs(x)));
        Assert.Equal(1, Map<SingleLane, ExpMap>(default, [x])[0] / Math.Exp(x), 1e-15 * 4);
    });

    [Fact]
    public void Sums_of_four_are_the_sums_of_each() => Numbers.Sample(numbers =>
    {
        AssertSums<Lanes512>(numbers);
        AssertSums<Lanes256>(numbers);
        AssertSums<SingleLane>(numbers);
    });

    private static void AssertSums<TLanes>(double[] numbers)
        where TLanes : struct, ILanes<TLanes>
    {
        double* sums = stackalloc double[4];
        fixed (double* from = numbers)
        {
            TLanes a = TLanes.Load(from), b = TLanes.Load(from + 8), c = a * b, d = a - b;
            TLanes.SumEach(a, b, c, d, sums);
            Assert.Equal([TLanes.Sum(a), TLanes.Sum(b), TLanes.Sum(c), TLanes.Sum(d)], new ReadOnlySpan<double>(sums, 4).ToArray());
            Assert.Equal(numbers.Take(TLanes.Count).Sum(), TLanes.Sum(a), 1e-12);
            Assert.Equal(numbers.Take(TLanes.Count).Max(), TLanes.Largest(a));
        }
    }

    private static void AssertAlike<TMap>(TMap map, double[] numbers)
        where TMap : struct, IMap
    {
        double[] wide = Map<Lanes512, TMap>(map, numbers);
        Assert.Equal(wide, Map<Lanes256, TMap>(map, numbers));
        Assert.Equal(wide, Map<SingleLane, TMap>(map, numbers));
    }

    private static double[] Map<TLanes, TMap>(TMap map, double[] numbers)
        where TLanes : struct, ILanes<TLanes>
        where TMap : struct, IMap
    {
        int padded = (numbers.Length + 7) / 8 * 8;
        double[] result = new double[padded], input = new double[padded];
        numbers.CopyTo(input, 0);
        fixed (double* from = input, to = result)
        {
            for (int k = 0; k < padded; k += TLanes.Count)
                map.Of(TLanes.Load(from + k), TLanes.Broadcast(input[0])).Store(to + k);
        }

        return result[..numbers.Length];
    }

    private readonly struct Mixture : IMap
    {
        public TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.MultiplyAdd(a, b, TLanes.Floor(a / TLanes.Broadcast(7))) + TLanes.WhereLess(a, b, a * b) - TLanes.Max(a, b) * TLanes.Min(a, b)
            + TLanes.SquareRoot(a * a + b * b);
    }

    private readonly struct Functions : IMap
    {
        public TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes> =>
            LaneFunctions.Exp(a * TLanes.Broadcast(0.1)) + LaneFunctions.Log(TLanes.MultiplyAdd(a, a, TLanes.Broadcast(1e-9)));
    }

    private readonly struct ExpMap : IMap
    {
        public TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes> => LaneFunctions.Exp(a);
    }

    private readonly struct LogOfExp : IMap
    {
        public TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes> => LaneFunctions.Log(LaneFunctions.Exp(a));
    }

    private readonly struct WeightMap(ICommunicationWeight weight) : IMap
    {
        public TLanes Of<TLanes>(TLanes a, TLanes b)
            where TLanes : struct, ILanes<TLanes> => weight.Values(a);
    }
}

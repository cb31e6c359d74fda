using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class WeightTests
{
    public static TheoryData<ICommunicationWeight> Weights =>
    [
        new IndicatorWeight(0.7), new HatWeight(1.3), new WendlandWeight(1), new WendlandWeight(2.5), new BumpWeight(1), new BumpWeight(0.4),
        new TruncatedCuckerSmaleWeight(1, 0.5), new TruncatedCuckerSmaleWeight(6, 2),
    ];

    public static TheoryData<ICommunicationWeight> Names =>
        [new IndicatorWeight(1), new HatWeight(1), new WendlandWeight(1), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 1)];

    [Theory, MemberData(nameof(Weights))]
    public void Weight_is_one_at_zero_nonnegative_nonincreasing_and_zero_from_the_radius_on(ICommunicationWeight weight)
    {
        double r = weight.SupportRadius;
        Assert.Equal(1, weight.Value(0));
        double last = 1;
        for (int i = 1; i <= 1000; i++)
        {
            double value = weight.Value(i / 1000.0 * i / 1000.0 * r * r);
            Assert.InRange(value, 0, last);
            last = value;
        }

        Assert.Equal(0, weight.Value(r * r));
        Assert.Equal(0, weight.Value(Math.BitIncrement(r * r)));
        Assert.Equal(0, weight.Value(double.PositiveInfinity));
    }

    [Theory, MemberData(nameof(Weights))]
    public void Weight_is_continuous_at_the_radius_with_the_order_of_its_smoothness(ICommunicationWeight weight)
    {
        double Inside(double distance)
        {
            double r = weight.SupportRadius * (1 - distance);
            return weight.Value(r * r);
        }

        double order = Math.Log2(Inside(1e-3) / Inside(5e-4));
        switch (weight)
        {
            case IndicatorWeight: Assert.Equal(0, order, 1e-12); break;
            case HatWeight: Assert.Equal(1, order, 1e-9); break;
            case BumpWeight: Assert.True(order > 100); break;
            default: Assert.Equal(2, order, 0.01); break;
        }
    }

    [Theory, MemberData(nameof(Weights))]
    public void Integral_agrees_with_Simpson_on_the_value(ICommunicationWeight weight)
    {
        double[] surfaces = [2, 2 * Math.PI, 4 * Math.PI];
        for (int d = 1; d <= 3; d++)
        {
            double simpson = surfaces[d - 1] * Simpson(r => Math.Pow(r, d - 1) * weight.Value(r * r), 0, weight.SupportRadius * (1 - 1e-15));
            Assert.Equal(1, weight.Integral(d) / simpson, 1e-11);
            Assert.Equal(1, weight.Integral(d) / WeightIntegrals.RadialIntegral(weight, d), 1e-12);
        }
    }

    [Theory, MemberData(nameof(Weights))]
    public void Encounter_integral_agrees_with_Simpson_on_the_value(ICommunicationWeight weight)
    {
        double r = weight.SupportRadius;
        foreach (double fraction in (double[])[0, 1e-6, 0.1, 0.5, 0.9, 0.99])
        {
            double b = fraction * r, halfChord = Math.Sqrt(r * r - b * b) * (1 - 1e-12);
            // s = t^3 crowds the nodes at the corner that the hat has near b = 0.
            double simpson = 2 * Simpson(t => 3 * t * t * weight.Value(b * b + t * t * t * t * t * t), 0, Math.Cbrt(halfChord));
            Assert.Equal(1, weight.EncounterIntegral(b) / simpson, 1e-9);
            Assert.Equal(weight.EncounterIntegral(b), weight.EncounterIntegral(-b));
            Assert.Equal(1, weight.EncounterIntegral(b) / WeightIntegrals.StraightPassage(weight, b), 1e-12);
        }

        Assert.Equal(0, weight.EncounterIntegral(r));
        Assert.Equal(0, weight.EncounterIntegral(1.5 * r));
    }

    [Theory, MemberData(nameof(Weights))]
    public void Encounter_integral_over_all_impact_parameters_is_the_integral(ICommunicationWeight weight)
    {
        double r = weight.SupportRadius;
        Assert.Equal(1, weight.EncounterIntegral(0) / weight.Integral(1), 1e-12);
        // Fubini with b = R sin(theta), which removes the square root at b = R.
        double line = 2 * Simpson(t => r * Math.Cos(t) * weight.EncounterIntegral(r * Math.Sin(t)), 0, Math.PI / 2, 2000);
        double plane = 2 * Math.PI * Simpson(t => r * r * Math.Sin(t) * Math.Cos(t) * weight.EncounterIntegral(r * Math.Sin(t)), 0, Math.PI / 2, 2000);
        Assert.Equal(1, line / weight.Integral(2), 1e-8);
        Assert.Equal(1, plane / weight.Integral(3), 1e-8);
    }

    [Fact]
    public void Encounter_constant_has_its_closed_forms()
    {
        const double r = 1.7;
        var indicator = new IndicatorWeight(r);
        Assert.Equal(1, WeightIntegrals.EncounterConstant(indicator, 1) / (4 * r * r), 1e-13);
        Assert.Equal(1, WeightIntegrals.EncounterConstant(indicator, 2) / (16.0 / 3 * r * r * r), 1e-12);
        Assert.Equal(1, WeightIntegrals.EncounterConstant(indicator, 3) / (2 * Math.PI * r * r * r * r), 1e-12);

        // Psi^2 = (16/15)^2 (R^2 - b^2)^5 / R^8: integrals of (1 - s^2)^5 are 256/693 on (0, 1) and 1/12 with the factor s.
        var wendland = new WendlandWeight(r);
        double factor = 256.0 / 225;
        Assert.Equal(1, WeightIntegrals.EncounterConstant(wendland, 2) / (2 * factor * 256 / 693 * r * r * r), 1e-12);
        Assert.Equal(1, WeightIntegrals.EncounterConstant(wendland, 3) / (2 * Math.PI * factor / 12 * r * r * r * r), 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Encounter_constant_scales_with_the_radius(ICommunicationWeight weight)
    {
        if (weight is TruncatedCuckerSmaleWeight) return;
        ICommunicationWeight wide = weight switch
        {
            IndicatorWeight => new IndicatorWeight(3),
            HatWeight => new HatWeight(3),
            WendlandWeight => new WendlandWeight(3),
            _ => new BumpWeight(3),
        };
        for (int d = 1; d <= 3; d++)
            Assert.Equal(Math.Pow(3, d + 1), WeightIntegrals.EncounterConstant(wide, d) / WeightIntegrals.EncounterConstant(weight, d), 1e-9);
    }

    [Fact]
    public void Truncated_Cucker_Smale_weight_without_decay_is_the_Wendland_weight()
    {
        (ICommunicationWeight plain, ICommunicationWeight decaying) = (new WendlandWeight(2), new TruncatedCuckerSmaleWeight(2, 0));
        for (int d = 1; d <= 3; d++)
        {
            Assert.Equal(1, decaying.Integral(d) / plain.Integral(d), 1e-12);
            Assert.Equal(1, WeightIntegrals.EncounterConstant(decaying, d) / WeightIntegrals.EncounterConstant(plain, d), 1e-11);
        }
    }

    [Fact]
    public void Wide_truncated_Cucker_Smale_weight_approaches_the_closed_form_of_the_untruncated_one()
    {
        // int (1+r^2)^(-b) over R^3 is pi^(3/2) Gamma(b - 3/2) / Gamma(b); for b = 4, pi^2 / 8. The truncation is O(1/R^2).
        double Error(double radius) => 1 - new TruncatedCuckerSmaleWeight(radius, 4).Integral(3) / (Math.PI * Math.PI / 8);
        Assert.Equal(2, Math.Log2(Error(1000) / Error(2000)), 1e-2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_radius_is_refused(double radius)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndicatorWeight(radius));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HatWeight(radius));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WendlandWeight(radius));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BumpWeight(radius));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedCuckerSmaleWeight(radius, 1));
    }

    [Theory, MemberData(nameof(Names))]
    public void Impossible_dimension_is_refused(ICommunicationWeight weight)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => weight.Integral(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => weight.Integral(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightIntegrals.EncounterConstant(weight, 4));
    }

    private static double Simpson(Func<double, double> f, double from, double to, int intervals = 20000)
    {
        double h = (to - from) / intervals, sum = f(from) + f(to);
        for (int i = 1; i < intervals; i++) sum += (i % 2 == 0 ? 2 : 4) * f(from + i * h);
        return sum * h / 3;
    }
}

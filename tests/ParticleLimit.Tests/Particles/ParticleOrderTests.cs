using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>The order in dt, and two-particle encounters against an independent integration and the closed form.</summary>
public sealed class ParticleOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Halving_the_step_divides_the_error_by_four(int dimension)
    {
        Domain domain = ParticleRuns.Unit(dimension);
        const int count = 40;
        ParticleState start = ParticleRuns.Uniform(dimension, count, 21);
        double[] fractions = [0.08, 0.04, 0.02];
        double range = 3 * Math.Pow(count, -1.0 / dimension);
        var settings = new SimulationSettings(domain, new WendlandWeight(1), range, 2.0, 0.0025);
        ParticleState reference = ParticleRuns.Advance(settings, start, 0.15);
        double[] errors = [.. fractions.Select(f =>
            ParticleRuns.Distance(domain, reference, ParticleRuns.Advance(settings with { StepFraction = f }, start, 0.15)))];
        for (int k = 1; k < errors.Length; k++)
        {
            double order = Math.Log2(errors[k - 1] / errors[k]);
            Assert.True(order >= 1.8, $"order {order} from errors {string.Join(", ", errors)}");
        }
    }

    [Theory]
    [InlineData(0.3, 1.0)]
    [InlineData(0.05, 6.0)]
    public void An_encounter_agrees_with_Runge_and_Kutta(double speed, double coupling)
    {
        const double epsilon = 0.1;
        var weight = new WendlandWeight(1);
        ParticleState start = Encounter(speed, 0.4 * epsilon, -0.09);
        double time = 0.25 / speed;
        var settings = new SimulationSettings(new FreeSpace(2), weight, epsilon, coupling, 0.002);
        ParticleState end = ParticleRuns.Advance(settings, start, time);
        double[] z = RungeKutta(start, weight, epsilon, coupling, time, 40_000);
        Assert.Equal(z[0], end.Positions[0][1] - end.Positions[0][0], 2e-6);
        Assert.Equal(z[1], end.Positions[1][1] - end.Positions[1][0], 2e-6);
        Assert.Equal(z[2], end.Velocities[0][1] - end.Velocities[0][0], 2e-6 * speed);
        Assert.Equal(z[3], end.Velocities[1][1] - end.Velocities[1][0], 2e-6);
    }

    /// <summary>A passage much faster than the exchange keeps straight, and each velocity changes by k eps Psi(b) w/|w|.</summary>
    [Fact]
    public void A_fast_encounter_gives_the_kick_of_the_encounter_integral()
    {
        const double epsilon = 0.1, coupling = 1.0, speed = 1000;
        ICommunicationWeight[] weights = [new WendlandWeight(1), new HatWeight(1), new BumpWeight(1)];
        foreach (ICommunicationWeight weight in weights)
        {
            foreach (double impact in new[] { 0.0, 0.3, 0.8 })
            {
                var settings = new SimulationSettings(new FreeSpace(2), weight, epsilon, coupling, 0.005);
                ParticleState end = ParticleRuns.Advance(settings, Encounter(speed, impact * epsilon, -0.2), 0.4 / speed);
                double kick = coupling * epsilon * weight.EncounterIntegral(impact);

                // The relative speed falls by two kicks; what the slowing changes is of second order in kick / speed.
                Assert.Equal(kick, end.Velocities[0][0], 1e-4 * kick + 2 * kick * kick / speed);
                Assert.Equal(speed - kick, end.Velocities[0][1], 1e-12 * speed + 1e-4 * kick + 2 * kick * kick / speed);
            }
        }
    }

    private static ParticleState Encounter(double speed, double impact, double from)
    {
        var state = new ParticleState(2, 2);
        state.Positions[0][1] = from;
        state.Positions[1][1] = impact;
        state.Velocities[0][1] = speed;
        return state;
    }

    /// <summary>The relative motion z = (x, y), w' = -2 k psi(|z| / eps) w, by the classical Runge-Kutta method.</summary>
    private static double[] RungeKutta(ParticleState start, WendlandWeight weight, double epsilon, double coupling, double time, int steps)
    {
        double[] z = [start.Positions[0][1], start.Positions[1][1], start.Velocities[0][1], start.Velocities[1][1]];
        double h = time / steps;
        for (int n = 0; n < steps; n++)
        {
            double[] k1 = Slope(z), k2 = Slope(Plus(z, k1, h / 2)), k3 = Slope(Plus(z, k2, h / 2)), k4 = Slope(Plus(z, k3, h));
            for (int m = 0; m < 4; m++) z[m] += h / 6 * (k1[m] + 2 * k2[m] + 2 * k3[m] + k4[m]);
        }

        return z;

        double[] Slope(double[] at)
        {
            double rate = 2 * coupling * weight.Value((at[0] * at[0] + at[1] * at[1]) / (epsilon * epsilon));
            return [at[2], at[3], -rate * at[2], -rate * at[3]];
        }

        static double[] Plus(double[] at, double[] slope, double h) => [.. at.Zip(slope, (a, s) => a + h * s)];
    }
}

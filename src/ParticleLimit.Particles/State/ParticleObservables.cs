using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The observables of Proposition 2.1 of the empirical measure (1/N) sum_i delta_(x_i, v_i).</summary>
public static class ParticleObservables
{
    /// <summary>Mass 1, momentum, energy, temperature about the particles' own mean, velocity radius; the entropy of points is NaN.</summary>
    /// <exception cref="ArgumentException">There are no particles.</exception>
    public static Observables Of(ParticleState state)
    {
        if (state.Count == 0) throw new ArgumentException("No particles have no empirical measure.", nameof(state));
        Span<double> mean = stackalloc double[state.Dimension];
        for (int axis = 0; axis < state.Dimension; axis++)
        {
            var sum = new CompensatedSum();
            foreach (double v in state.Velocities[axis]) sum.Add(v);
            mean[axis] = sum.Value / state.Count;
        }

        var energy = new CompensatedSum();
        var temperature = new CompensatedSum();
        double largest = 0;
        for (int i = 0; i < state.Count; i++)
        {
            double squared = 0, squaredAboutMean = 0;
            for (int axis = 0; axis < state.Dimension; axis++)
            {
                double v = state.Velocities[axis][i];
                squared += v * v;
                squaredAboutMean += (v - mean[axis]) * (v - mean[axis]);
            }

            energy.Add(squared);
            temperature.Add(squaredAboutMean);
            largest = Math.Max(largest, squared);
        }

        return new Observables(
            1, ImmutableArray.Create<double>(mean), energy.Value / state.Count, temperature.Value / state.Count, Math.Sqrt(largest), double.NaN);
    }
}

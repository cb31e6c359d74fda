using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A grid solution at one time.</summary>
/// <param name="Time">t.</param>
/// <param name="Values">Cell averages of f as [x, v].</param>
/// <param name="Density">rho in each position cell.</param>
/// <param name="MeanVelocity">u in each position cell; 0 where rho = 0.</param>
/// <param name="SupProfile">h(t, v) = sup_x f in each velocity cell.</param>
/// <param name="Observables">The observables of Proposition 2.1.</param>
public sealed record GridSnapshot(double Time, double[,] Values, double[] Density, double[] MeanVelocity, double[] SupProfile, Observables Observables)
{
    internal static GridSnapshot Of(GridSolver solver) => Of(solver.Time, solver.Values(), solver.Density, solver.Momentum, solver.Observe());

    internal static GridSnapshot Of(double time, double[,] values, ReadOnlySpan<double> density, ReadOnlySpan<double> momentum, Observables observables)
    {
        var sup = new double[values.GetLength(1)];
        for (int i = 0; i < values.GetLength(0); i++)
            for (int j = 0; j < sup.Length; j++) sup[j] = Math.Max(sup[j], values[i, j]);
        double[] mean = momentum.ToArray();
        for (int i = 0; i < mean.Length; i++) mean[i] = density[i] > 0 ? mean[i] / density[i] : 0;
        return new GridSnapshot(time, values, density.ToArray(), mean, sup, observables);
    }
}

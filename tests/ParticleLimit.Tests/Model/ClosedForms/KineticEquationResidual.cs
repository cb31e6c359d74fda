using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Central differences of a reference solution put into the equations it claims to solve.</summary>
internal static class KineticEquationResidual
{
    private const double Step = 1e-3;

    /// <summary>The residual of (1.3), f_t + v.grad_x f - gamma div_v(rho (v - u) f), over the sum of the sizes of its terms.</summary>
    public static double Of(IKineticReference solution, double time, double[] x, double[] v)
    {
        int d = solution.Dimension;
        double Flux(int axis, double[] at)
        {
            double[] u = new double[d];
            double rho = solution.Macroscopic(time, x, u);
            return solution.Gamma * rho * (at[axis] - u[axis]) * solution.Density(time, x, at);
        }

        double[] terms =
        [
            Difference(t => solution.Density(t, x, v), time),
            .. Enumerable.Range(0, d).Select(k => v[k] * Difference(z => solution.Density(time, With(x, k, z), v), x[k])),
            .. Enumerable.Range(0, d).Select(k => -Difference(z => Flux(k, With(v, k, z)), v[k])),
        ];
        return terms.Sum() / terms.Sum(Math.Abs);
    }

    /// <summary>The relative residuals of rho_t + div(rho u) = 0 and, when free of pressure, of u_t + (u.grad) u = 0.</summary>
    public static (double Continuity, double Momentum) Macroscopic(IKineticReference solution, double time, double[] x)
    {
        int d = solution.Dimension;
        (double Rho, double[] U) At(double t, double[] z)
        {
            double[] u = new double[d];
            return (solution.Macroscopic(t, z, u), u);
        }

        double[] mass =
        [
            Difference(t => At(t, x).Rho, time),
            .. Enumerable.Range(0, d).Select(k => Difference(z => At(time, With(x, k, z)) is var s ? s.Rho * s.U[k] : 0, x[k])),
        ];
        double worst = 0;
        double[] here = At(time, x).U;
        for (int k = 0; k < d; k++)
        {
            double[] momentum =
            [
                Difference(t => At(t, x).U[k], time),
                .. Enumerable.Range(0, d).Select(l => here[l] * Difference(z => At(time, With(x, l, z)).U[k], x[l])),
            ];
            worst = Math.Max(worst, Math.Abs(momentum.Sum()) / (momentum.Sum(Math.Abs) + 1e-12));
        }

        return (mass.Sum() / (mass.Sum(Math.Abs) + 1e-12), worst);
    }

    // Fourth order, so that differencing is far below any wrong term.
    private static double Difference(Func<double, double> f, double at) =>
        (8 * (f(at + Step) - f(at - Step)) - (f(at + 2 * Step) - f(at - 2 * Step))) / (12 * Step);

    private static double[] With(double[] vector, int axis, double value)
    {
        double[] changed = (double[])vector.Clone();
        changed[axis] = value;
        return changed;
    }
}

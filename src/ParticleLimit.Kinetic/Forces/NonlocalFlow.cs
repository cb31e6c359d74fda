using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The flow of <see cref="NonlocalForce"/>: an affine contraction of the velocities at each position, exact once the mean velocities are known.</summary>
/// <remarks>Write A g = psi_r * g / int psi_r. rho does not change, and with a = gamma A rho the mean velocities obey u' = L u = gamma A(rho u) - a u, which is linear in x alone. As the weights of A
/// are symmetric, sum rho u is constant and sum rho |u|^2 does not rise. e^(sL) is summed as a Taylor series, to rounding. Then v -> c + q (v - c) with q = e^(-a s) and
/// c = u(0) + (u(s) - u(0)) / (1 - q), an average of u over time and neighbours, carries each position to its u(s).</remarks>
internal sealed class NonlocalFlow : AlignmentFlow
{
    // Of s max a: terms of the series then never grow much beyond the first, |L| being at most 2 max a.
    private const double LongestSubstep = 1;

    // Terms below this part of the first change no digit that the remaps keep.
    private const double Negligible = 1e-14;
    private const int MostTerms = 40;

    private readonly double gamma;
    private readonly RangeConvolution average;
    private readonly TileTeam team;
    private readonly PositionContractions contractions;
    private readonly double[] rates;
    private readonly double[][] velocities, changes, terms, flows; // [axis][position]
    private bool isMidway;

    public NonlocalFlow(double gamma, PhaseField phase, RangeConvolution average, TileTeam team)
        : base(phase)
    {
        (this.gamma, this.average, this.team) = (gamma, average, team);
        contractions = new PositionContractions(phase.Layout);
        rates = new double[phase.Layout.PositionCells];
        (velocities, changes, terms, flows) = (Vectors(), Vectors(), Vectors(), Vectors());

        double[][] Vectors() => [.. Enumerable.Range(0, phase.Layout.Dimension).Select(_ => new double[rates.Length])];
    }

    private double[] Density => Phase.Fields.Density;

    private double[][] Momentum => Phase.Fields.Momentum;

    /// <inheritdoc/>
    public override void Advance(double step, bool observed)
    {
        Arrive();
        isMidway = true;
        double largest = 0;
        for (int p = 0; p < rates.Length; p++) largest = Math.Max(largest, Density[p] > 0 ? rates[p] : 0);
        if (largest == 0) return;
        for (int k = 0; k < velocities.Length; k++)
        {
            for (int p = 0; p < rates.Length; p++) velocities[k][p] = Density[p] > 0 ? Momentum[k][p] / Density[p] : 0;
            Array.Clear(changes[k]);
        }

        Propagate(step, largest);
        SetContractions(step);
        Phase.Contract(contractions, team);
    }

    /// <inheritdoc/>
    public override void Arrive()
    {
        Phase.Align(0, team);
        isMidway = false;
        average.Apply(Density, [], rates, []);

        // Where there is no mass in reach, the transform leaves rounding of either sign.
        for (int p = 0; p < rates.Length; p++) rates[p] = Math.Max(0, gamma * rates[p]);
    }

    /// <inheritdoc/>
    public override double Rate(int position) => Density[position] > 0 ? rates[position] : 0;

    /// <inheritdoc/>
    public override ColumnSums Columns()
    {
        ColumnSums sums = base.Columns();
        for (int p = 0; isMidway && p < rates.Length; p++) sums.Energies[p] -= EnergyLost(p);
        return sums;
    }

    /// <inheritdoc/>
    public override InstantSums SetBack(IGridSolver solver, Observables observed, double ahead)
    {
        InstantSums sums = base.SetBack(solver, observed, ahead);
        if (!isMidway) return sums;
        double lost = 0;
        for (int p = 0; p < rates.Length; p++) lost += EnergyLost(p);
        return sums with { Energy = sums.Energy - lost * Phase.Layout.PositionVolume };
    }

    /// <summary>rho (|u|^2 of the end of the step less that of its middle).</summary>
    private double EnergyLost(int p)
    {
        if (!(Density[p] > 0)) return 0;
        double squares = 0;
        for (int k = 0; k < velocities.Length; k++)
        {
            double end = velocities[k][p] + changes[k][p], middle = Momentum[k][p] / Density[p];
            squares += end * end - middle * middle;
        }

        return Density[p] * squares;
    }

    /// <summary>Sets the changes to (e^(sL) - 1) u, and the momenta to rho e^(sL/2) u.</summary>
    private void Propagate(double step, double largest)
    {
        int substeps = (int)Math.Max(1, Math.Ceiling(step * largest / LongestSubstep));
        if (substeps > 1) substeps += substeps % 2; // the middle is then the end of one
        for (int n = 0; n < substeps; n++)
        {
            for (int k = 0; k < terms.Length; k++)
            {
                TensorPrimitives.Add(velocities[k], changes[k], terms[k]);
                if (2 * n == substeps) TensorPrimitives.Multiply(Density, terms[k], Momentum[k]);
            }

            double half = 1, largestTerm = 0;
            for (int order = 1; order <= MostTerms; order++)
            {
                double size = NextTerm(step / (substeps * order));
                half *= 0.5;
                for (int k = 0; k < terms.Length; k++)
                {
                    TensorPrimitives.Add<double>(changes[k], terms[k], changes[k]);
                    for (int p = 0; substeps == 1 && p < rates.Length; p++) Momentum[k][p] += half * Density[p] * terms[k][p];
                }

                largestTerm = Math.Max(largestTerm, size);
                if (size <= Negligible * largestTerm) break;
            }
        }
    }

    /// <summary>Replaces the term by h L of it; gives the largest change of its components.</summary>
    private double NextTerm(double h)
    {
        double size = 0;
        for (int k = 0; k < terms.Length; k++) TensorPrimitives.Multiply(Density, terms[k], flows[k]);
        average.Apply(flows);
        for (int k = 0; k < terms.Length; k++)
        {
            for (int p = 0; p < rates.Length; p++)
            {
                double term = Density[p] > 0 ? h * (gamma * flows[k][p] - rates[p] * terms[k][p]) : 0;
                terms[k][p] = term;
                size = Math.Max(size, Math.Abs(term));
            }
        }

        return size;
    }

    private void SetContractions(double step)
    {
        for (int p = 0; p < rates.Length; p++)
        {
            double factor = contractions.Factors[p] = Density[p] > 0 ? ContractionFactor.Of(rates[p] * step) : 1;
            for (int k = 0; k < velocities.Length && factor < 1; k++) contractions.Centres[k][p] = velocities[k][p] + changes[k][p] / (1 - factor);
        }
    }
}

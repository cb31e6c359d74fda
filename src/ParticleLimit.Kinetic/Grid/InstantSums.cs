using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Sums over the grid at the instant a solver shows itself, alignment that is ahead of transport taken back.</summary>
/// <param name="Energy">int |v|^2 f.</param>
/// <param name="Entropy">int f log f.</param>
/// <param name="Squares">int f^2.</param>
/// <param name="Supremum">sup f.</param>
public readonly record struct InstantSums(double Energy, double Entropy, double Squares, double Supremum)
{
    /// <summary>The sums of a solver whose velocities contract at <see cref="IGridSolver.AlignmentRate"/>.</summary>
    /// <remarks>Taking back is exact: over a time s the contraction at a rate a multiplies thermal energy by e^(-2 a s), f and its squares by e^(d a s), and adds d a s
    /// to the logarithm of f.</remarks>
    /// <param name="solver">The solver.</param>
    /// <param name="observed">Its observables.</param>
    /// <param name="ahead">The time by which alignment is ahead.</param>
    public static InstantSums Of(IGridSolver solver, Observables observed, double ahead)
    {
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentNullException.ThrowIfNull(observed);
        int d = solver.Initial.Dimension;
        double volume = solver.Options.Positions.Aggregate(1.0, (product, axis) => product * axis.Width);
        ColumnSums sums = solver.Columns();
        double energy = observed.Energy, entropy = observed.Entropy, squares = 0, supremum = 0;
        for (int p = 0; p < sums.Energies.Length; p++)
        {
            double density = solver.Density[p];
            if (density == 0) continue;
            double exponent = ahead == 0 ? 0 : solver.AlignmentRate(p) * ahead, back = Math.Exp(-d * exponent), thermal = sums.Energies[p];
            for (int k = 0; k < d; k++) thermal -= solver.Momentum(k)[p] / density * solver.Momentum(k)[p];
            energy += volume * thermal * (Math.Exp(2 * exponent) - 1);
            entropy -= volume * density * d * exponent;
            squares += volume * sums.Squares[p] * back;
            supremum = Math.Max(supremum, sums.Suprema[p] * back);
        }

        return new InstantSums(energy, entropy, squares, supremum);
    }
}

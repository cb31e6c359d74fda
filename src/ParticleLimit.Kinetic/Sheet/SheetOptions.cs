using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Resolution of the phase-space sheet, d = 1.</summary>
/// <param name="PositionCells">Quads along x0 over the support of each component of f0; at least 4.</param>
/// <param name="VelocityCells">Quads along v0 likewise; at least 4.</param>
/// <param name="TimeStep">The largest time step; shortened so that output times are met exactly.</param>
public sealed record SheetOptions(int PositionCells, int VelocityCells, double TimeStep)
{
    /// <summary>Quads along x0 when nothing is asked for. The first quads of an edge become long where the flow rarefies: more are needed than along v0.</summary>
    public const int UsualPositionCells = 512;

    /// <summary>Quads along v0 when nothing is asked for.</summary>
    public const int UsualVelocityCells = 256;

    // RK4 on exp(-gamma rho t): at gamma rho h = 1/3 its error a step is 3e-5 of v - u, under that of 256 quads.
    private const double LargestRelaxation = 1.0 / 3;

    // Of the time in which the fastest particle would cross the initial support. In Table 1 twice as long a step doubles the error of rho, at gamma = 1 and 5, and half as long a one leaves it.
    private const double LongestShare = 0.025;

    /// <summary>The usual resolution for an initial state: the step resolves alignment in the densest initial place.</summary>
    public static SheetOptions For(InitialState initial, double gamma, double finalTime)
    {
        double relaxation = gamma * LargestDensity(initial);
        double longest = LongestShare * initial.CrossingTime, step = Math.Min(longest, LargestRelaxation / relaxation);
        return new SheetOptions(UsualPositionCells, UsualVelocityCells, finalTime / Math.Ceiling(finalTime / step))
        {
            TimeStepReason = step < longest ? "gamma rho h at most 1/3 where f0 is densest" : "the longest, a fortieth of the time to cross the initial support: alignment alone would allow more",
        };
    }

    /// <summary>Steps from one row of diagnostics to the next; 0 for none.</summary>
    public int DiagnosticSteps { get; init; } = GridSolverOptions.UsualDiagnosticSteps;

    /// <summary>What set the time step.</summary>
    public string TimeStepReason { get; init; } = "as given";

    /// <summary>Threads to use; no bit of the result depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Half the quads each way and twice the step, the coarser of a Richardson pair.</summary>
    /// <exception cref="ArgumentException">A number of quads is odd.</exception>
    public SheetOptions Coarsened() => PositionCells % 2 == 0 && VelocityCells % 2 == 0
        ? this with { PositionCells = PositionCells / 2, VelocityCells = VelocityCells / 2, TimeStep = 2 * TimeStep, DiagnosticSteps = 0 }
        : throw new ArgumentException($"A pair of sheets halves {PositionCells} x {VelocityCells} quads: both numbers must be even.");

    /// <exception cref="ArgumentException">A number is out of range.</exception>
    internal void Check()
    {
        if (PositionCells < 4 || VelocityCells < 4) throw new ArgumentException($"A sheet of {PositionCells} x {VelocityCells} quads: at least 4 x 4 are needed.");
        if (Threads < 1) throw new ArgumentException($"{Threads} threads: at least one is needed.");
        if (DiagnosticSteps < 0) throw new ArgumentException($"Diagnostics every {DiagnosticSteps} steps: from 1, or 0 for none.");
        if (!(TimeStep > 0 && double.IsFinite(TimeStep))) throw new ArgumentException("The time step is positive and finite.");
    }

    private static double LargestDensity(InitialState initial)
    {
        const int Samples = 64;
        (double from, double to) = initial.Support[0];
        (double down, double up) = initial.Support[1];
        double largest = 0;
        Span<double> lower = [0, down], upper = [0, up];
        for (int i = 0; i < Samples; i++)
        {
            (lower[0], upper[0]) = (from + (to - from) * i / Samples, from + (to - from) * (i + 1) / Samples);
            largest = Math.Max(largest, initial.Probability(lower, upper) * Samples / (to - from));
        }

        return largest;
    }
}

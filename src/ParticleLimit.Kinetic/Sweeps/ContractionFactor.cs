using System.Runtime.CompilerServices;

namespace ParticleLimit.Kinetic;

/// <summary>The factor e^(-s) of a contraction of velocities.</summary>
internal static class ContractionFactor
{
    // A contraction so weak changes nothing, and one so strong leaves a point: the table of departures needs neither.
    private const double Weakest = 1e-12, Strongest = 1e-9;

    /// <summary>The factor for an exponent s; 1 where nothing need be done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double exponent) => exponent > Weakest ? Math.Max(Math.Exp(-exponent), Strongest) : 1;
}

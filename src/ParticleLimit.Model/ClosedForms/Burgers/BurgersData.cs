namespace ParticleLimit.Model;

/// <summary>The checks that the closed forms of Burgers' equation share.</summary>
internal static class BurgersData
{
    /// <summary>Phi, if it is positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double CheckedFlux(double flux) =>
        flux > 0 && double.IsFinite(flux) ? flux : throw new ArgumentOutOfRangeException(nameof(flux), flux, "Phi is positive and finite.");

    /// <summary>The time, if it is finite and not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double CheckedTime(double time) =>
        time >= 0 && double.IsFinite(time) ? time : throw new ArgumentOutOfRangeException(nameof(time), time, "A time is finite and not negative.");
}

using System.Globalization;

namespace ParticleLimit.Kinetic;

/// <summary>Where and why a grid solution ended before its final time.</summary>
/// <param name="Time">The last time it holds.</param>
/// <param name="Reason">What the grid could not hold.</param>
/// <param name="Forecast">The time of the focus as it was foreseen; null if it was not.</param>
public sealed record GridStop(double Time, string Reason, double? Forecast)
{
    /// <summary>A sentence for the user.</summary>
    public string Message => string.Create(CultureInfo.InvariantCulture,
        $"The grid no longer holds the solution at t = {Time:G6}: {Reason}{(Forecast is double focus ? $" (focus foreseen at t = {focus:G4})" : "")}");
}

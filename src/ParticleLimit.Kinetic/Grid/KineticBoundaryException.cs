using System.Globalization;

namespace ParticleLimit.Kinetic;

/// <summary>More mass left the grid than its tolerance allows.</summary>
/// <param name="side">The side through which most did: "lower position", or "upper position-1" where there are several axes.</param>
/// <param name="axis">Its axis.</param>
/// <param name="mass">What left there.</param>
/// <param name="total">What left through all sides.</param>
/// <param name="tolerance">What may leave.</param>
/// <param name="time">By when.</param>
public sealed class KineticBoundaryException(string side, GridAxis axis, double mass, double total, double tolerance, double time)
    : Exception(string.Create(CultureInfo.InvariantCulture,
        $"Mass {total:G3} has left the grid by t = {time:G6}, {mass:G3} of it through its {side} side, and {tolerance:G3} may (reference.boundaryTolerance); ")
        + string.Create(CultureInfo.InvariantCulture, $"the axis [{axis.From:G6}, {axis.To:G6}] must be wider there or have more cells, or the final time be shorter"))
{
    /// <summary>The side through which most of it left.</summary>
    public string Side { get; } = side;
}

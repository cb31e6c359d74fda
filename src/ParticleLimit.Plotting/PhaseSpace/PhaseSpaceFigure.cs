using System.Globalization;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>The reference's f(t, x, v) in d = 1 as a heat map, with the particles over it.</summary>
internal static class PhaseSpaceFigure
{
    /// <summary>Draws a field with the cloud of its time, if there is one.</summary>
    public static Figure Draw(FigureInputs inputs, PhaseSpaceField field)
    {
        string time = field.Time.ToString("G4", CultureInfo.InvariantCulture);
        var file = new FigureFile("phase-space-t" + field.Time.ToString("R", CultureInfo.InvariantCulture),
            $"f(t, x, v) of the reference solution at t = {time}.",
            "Do the particles stand where the kinetic equation puts its mass?");
        PlaneCloud? particles = inputs.Clouds.Where(cloud => cloud.Time == field.Time).MaxBy(cloud => cloud.Particles);
        return HeatMapFigure.Draw(file, $"{inputs.Specification.Name}, t = {time}", field.Positions, field.Velocities, field.Values,
            ("position x", "velocity v", "density f (per unit x and v)"), particles?.Particles ?? 0, particles is null ? null : (particles.First, particles.Second));
    }
}

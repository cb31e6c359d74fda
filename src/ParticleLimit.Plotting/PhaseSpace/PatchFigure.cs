using System.Globalization;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Plotting;

/// <summary>The reference's rho(t, x) in d = 2, or its integral over x2 in d = 3, as a heat map, with the particles over it.</summary>
internal static class PatchFigure
{
    /// <summary>Draws a field with the cloud of its time, if there is one.</summary>
    public static Figure Draw(FigureInputs inputs, FieldSnapshot field)
    {
        string time = field.Time.ToString("G4", CultureInfo.InvariantCulture);
        bool isPlane = field.Dimension == 2;
        var file = new FigureFile("patch-t" + field.Time.ToString("R", CultureInfo.InvariantCulture),
            isPlane ? $"rho(t, x) of the reference solution at t = {time}." : $"rho(t, x) of the reference solution at t = {time}, integrated over the third coordinate.",
            "Do the particles stand where the kinetic equation puts its mass?");
        PlaneCloud? particles = inputs.Clouds.Where(cloud => cloud.Time == field.Time).MaxBy(cloud => cloud.Particles);
        return HeatMapFigure.Draw(file, $"{inputs.Specification.Name}, t = {time}", field.Positions[0], field.Positions[1], Plane(field),
            ("position x₀", "position x₁", isPlane ? "density ρ (per unit area)" : "∫ ρ dx₂ (per unit area)"), particles?.Particles ?? 0, particles is null ? null : (particles.First, particles.Second));
    }

    private static double[,] Plane(FieldSnapshot field)
    {
        int first = field.Positions[0].Length, second = field.Positions[1].Length, depth = field.Density.Length / (first * second);
        double height = depth > 1 ? field.Positions[2][1] - field.Positions[2][0] : 1;
        var values = new double[first, second];
        for (int i = 0; i < first; i++)
            for (int j = 0; j < second; j++)
                for (int k = 0; k < depth; k++) values[i, j] += field.Density[(i * second + j) * depth + k] * height;
        return values;
    }
}

namespace ParticleLimit.Kinetic;

/// <summary>rho, u and f on a uniform grid at one time, as stored in fields.h5.</summary>
/// <param name="Time">t.</param>
/// <param name="Positions">Cell centres in x: [axis][cell].</param>
/// <param name="Velocities">Cell centres in v: [axis][cell].</param>
/// <param name="Density">rho in each position cell, the last axis contiguous.</param>
/// <param name="MeanVelocities">u: [axis][position cell].</param>
/// <param name="Values">f as [position cell, velocity cell], the last axis contiguous in each: in d = 1 simply [x, v]. Null where it was not kept.</param>
public sealed record FieldSnapshot(double Time, double[][] Positions, double[][] Velocities, double[] Density, double[][] MeanVelocities, double[,]? Values)
{
    /// <summary>f alone, d = 1; rho and u are its sums.</summary>
    public FieldSnapshot(double time, double[] positions, double[] velocities, double[,] values)
        : this(time, [positions], [velocities], new double[positions.Length], [new double[positions.Length]], values)
    {
        double width = velocities.Length > 1 ? velocities[1] - velocities[0] : 0;
        for (int i = 0; i < positions.Length; i++)
        {
            for (int j = 0; j < velocities.Length; j++)
            {
                Density[i] += values[i, j] * width;
                MeanVelocities[0][i] += values[i, j] * width * velocities[j];
            }

            if (Density[i] > 0) MeanVelocities[0][i] /= Density[i];
        }
    }

    /// <summary>d.</summary>
    public int Dimension => Positions.Length;
}

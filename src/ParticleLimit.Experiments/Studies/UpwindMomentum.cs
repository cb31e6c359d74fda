using ParticleLimit.Kinetic;

namespace ParticleLimit.Experiments;

/// <summary>What the upwind flux through the faces in v does to the momentum of a solution on a grid, d = 1.</summary>
public static class UpwindMomentum
{
    /// <summary>d(int rho u dx)/dt = gamma (dv/2) int rho (rho_above - rho_below) dx, with the densities of what is faster and slower than u.</summary>
    /// <remarks>What passes a face is taken from the cell on its side away from u, at the speed of the face: half a cell nearer to u than the centre at which that mass is counted.</remarks>
    /// <param name="reference">The solution.</param>
    /// <param name="time">A time at which f was kept.</param>
    public static double Rate(GridReference reference, double time)
    {
        ArgumentNullException.ThrowIfNull(reference);
        double[,] f = reference.Snapshot(time).Values!;
        (GridAxis x, GridAxis v) = (reference.Position, reference.Velocity);
        double sum = 0;
        for (int i = 0; i < x.Cells; i++)
        {
            double difference = 0, mass = 0, flow = 0;
            for (int j = 0; j < v.Cells; j++) (mass, flow) = (mass + f[i, j], flow + f[i, j] * v.Centre(j));
            if (mass == 0) continue;
            for (int j = 0; j < v.Cells; j++) difference += Math.Clamp((v.Centre(j) - flow / mass) / v.Width * 2, -1, 1) * f[i, j]; // a cell that u divides counts by parts
            sum += mass * difference;
        }

        return reference.Gamma * v.Width / 2 * sum * v.Width * v.Width * x.Width;
    }
}

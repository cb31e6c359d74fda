namespace ParticleLimit.Particles;

/// <summary>How far velocities lie from a centre: half a bound on every relative speed.</summary>
internal static class VelocitySpread
{
    /// <summary>The mean velocity, to the accuracy of a plain sum: any centre gives a bound, the mean a good one. Of no particles, 0.</summary>
    public static void Mean(double[][] velocities, Span<double> mean)
    {
        for (int axis = 0; axis < velocities.Length; axis++)
        {
            double sum = 0;
            foreach (double v in velocities[axis]) sum += v;
            mean[axis] = sum / Math.Max(1, velocities[axis].Length);
        }
    }

    /// <summary>max |v_i - centre|; not finite if a velocity is not.</summary>
    public static double Radius(double[][] velocities, ReadOnlySpan<double> centre)
    {
        double largest = 0;
        double checkSum = 0;
        for (int i = 0; i < velocities[0].Length; i++)
        {
            double squared = 0;
            for (int axis = 0; axis < velocities.Length; axis++)
            {
                double w = velocities[axis][i] - centre[axis];
                squared += w * w;
            }

            largest = double.MaxNative(largest, squared);
            checkSum += squared; // the native maximum may drop a NaN, the sum does not
        }

        return double.IsFinite(checkSum) ? Math.Sqrt(largest) : double.NaN;
    }
}

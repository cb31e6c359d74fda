namespace ParticleLimit.Comparison;

/// <summary>What the measures by kernels leave open: mmd, mmd-laplace and h-minus-s.</summary>
/// <param name="Width">The length in the kernels.</param>
/// <param name="SobolevOrder">s of H^-s; null for (D + 3) / 2 in D dimensions.</param>
public sealed record KernelSettings(double Width = 1, double? SobolevOrder = null)
{
    /// <summary>The dimensions of the kernel in a space: a periodic axis is a circle and counts twice.</summary>
    public static int Dimensions(GroundMetric space) => space.Dimension + space.Periods.Count(double.IsFinite);

    /// <summary>s in a space.</summary>
    /// <exception cref="ArgumentException">The order asked for is not above half the dimensions: points would have no finite norm.</exception>
    public double OrderIn(GroundMetric space)
    {
        double half = Dimensions(space) / 2.0, order = SobolevOrder ?? half + 1.5;
        return order > half ? order : throw new ArgumentException($"The order of h-minus-s, {order}, must be above {half} here, or points have no finite norm.");
    }
}

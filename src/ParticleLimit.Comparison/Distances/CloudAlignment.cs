namespace ParticleLimit.Comparison;

/// <summary>The map of one set of points on another by mean and spread of each axis, a guess at the optimal transport.</summary>
/// <remarks>Between clouds far apart nearest neighbours say nothing: every source has the same few. Neighbours after this map do, and
/// make the simplex tens of times faster there. A wrong guess costs time only.</remarks>
internal static class CloudAlignment
{
    /// <summary>The images of the points; null where the map is too near the identity to matter.</summary>
    public static double[][]? Map(double[][] from, long[] fromMasses, double[][] to, long[] toMasses, double[] periods)
    {
        bool matters = false;
        double[][] images = new double[from.Length][];
        for (int axis = 0; axis < from.Length; axis++)
        {
            images[axis] = from[axis];
            double period = periods[axis];
            if (double.IsInfinity(period))
            {
                (double mean, double spread) = Moments(from[axis], fromMasses);
                (double target, double targetSpread) = Moments(to[axis], toMasses);
                double stretch = spread > 0 ? targetSpread / spread : 1;
                if (Math.Abs(target - mean) <= 0.1 * Math.Max(spread, targetSpread) && stretch is > 0.9 and < 1.1) continue;
                images[axis] = Array.ConvertAll(from[axis], value => target + stretch * (value - mean));
            }
            else
            {
                (double angle, double length) = CircularMean(from[axis], fromMasses, period);
                (double target, double targetLength) = CircularMean(to[axis], toMasses, period);
                double turn = (target - angle) / (2 * Math.PI);
                turn -= Math.Round(turn);
                if (Math.Min(length, targetLength) < 0.2 || Math.Abs(turn) < 0.02) continue; // no direction is favoured, or it is the same
                images[axis] = Array.ConvertAll(from[axis], value => { double moved = value / period + turn; return period * (moved - Math.Floor(moved)); });
            }

            matters = true;
        }

        return matters ? images : null;
    }

    private static (double Mean, double Spread) Moments(double[] values, long[] masses)
    {
        double total = 0, mean = 0, variance = 0;
        for (int i = 0; i < values.Length; i++) (total, mean) = (total + masses[i], mean + masses[i] * values[i]);
        mean /= total;
        for (int i = 0; i < values.Length; i++) variance += masses[i] * (values[i] - mean) * (values[i] - mean);
        return (mean, Math.Sqrt(variance / total));
    }

    private static (double Angle, double Length) CircularMean(double[] values, long[] masses, double period)
    {
        double total = 0, x = 0, y = 0;
        for (int i = 0; i < values.Length; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * values[i] / period);
            (total, x, y) = (total + masses[i], x + masses[i] * cosine, y + masses[i] * sine);
        }

        return (Math.Atan2(y, x), Math.Sqrt(x * x + y * y) / total);
    }
}

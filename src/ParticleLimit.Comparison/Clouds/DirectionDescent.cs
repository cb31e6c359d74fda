namespace ParticleLimit.Comparison;

/// <summary>Spreads directions over the sphere up to sign, by steepest descent of the error that their mean of |theta . e| has over all e.</summary>
/// <remarks>For two independent normal numbers of correlation r, E|g g'| = (2 / pi) (sqrt(1 - r^2) + r asin r). So the mean square of that error is
/// (2 / (pi D K^2)) sum_ij (sqrt(1 - r_ij^2) + r_ij asin r_ij) - m^2, with r_ij = theta_i . theta_j and m the mean of |theta . e| over the sphere.</remarks>
internal static class DirectionDescent
{
    private const int Iterations = 200;

    /// <summary>The root mean square over all unit vectors e of the relative error of the directions' mean of |theta . e|.</summary>
    public static double RelativeError(double[][] directions)
    {
        int dimension = directions[0].Length;
        double constant = EnergyDistance.ProjectionConstant(dimension);
        double meanSquare = Sum(directions) * 2 / (Math.PI * dimension) / directions.Length / directions.Length;
        return Math.Sqrt(Math.Max(meanSquare * constant * constant - 1, 0));
    }

    /// <summary>Improves unit vectors in place, each step as long as it helps.</summary>
    public static void Improve(double[][] directions)
    {
        double[][] slopes = [.. directions.Select(direction => new double[direction.Length])], trial = [.. directions.Select(direction => new double[direction.Length])];
        double step = 0.5 / directions.Length, present = Sum(directions);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Slope(directions, slopes);
            Step(directions, slopes, step, trial);
            double next = Sum(trial);
            if (next < present)
            {
                for (int i = 0; i < directions.Length; i++) trial[i].CopyTo(directions[i], 0);
                (present, step) = (next, 1.3 * step);
            }
            else
            {
                step /= 2;
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double product = 0;
        for (int axis = 0; axis < a.Length; axis++) product += a[axis] * b[axis];
        return Math.Clamp(product, -1, 1);
    }

    private static double Sum(double[][] directions)
    {
        double sum = 0;
        for (int i = 0; i < directions.Length; i++)
        {
            sum += Math.PI / 2;
            for (int j = 0; j < i; j++)
            {
                double r = Dot(directions[i], directions[j]);
                sum += 2 * (Math.Sqrt(1 - r * r) + r * Math.Asin(r));
            }
        }

        return sum;
    }

    private static void Slope(double[][] directions, double[][] slopes)
    {
        for (int i = 0; i < directions.Length; i++)
        {
            Array.Clear(slopes[i]);
            for (int j = 0; j < directions.Length; j++)
            {
                if (i == j) continue;
                double pull = Math.Asin(Dot(directions[i], directions[j]));
                for (int axis = 0; axis < slopes[i].Length; axis++) slopes[i][axis] += pull * directions[j][axis];
            }
        }
    }

    private static void Step(double[][] directions, double[][] slopes, double step, double[][] trial)
    {
        for (int i = 0; i < directions.Length; i++)
        {
            double norm = 0;
            for (int axis = 0; axis < trial[i].Length; axis++)
            {
                trial[i][axis] = directions[i][axis] - step * slopes[i][axis];
                norm += trial[i][axis] * trial[i][axis];
            }

            norm = Math.Sqrt(norm);
            for (int axis = 0; axis < trial[i].Length; axis++) trial[i][axis] /= norm;
        }
    }
}

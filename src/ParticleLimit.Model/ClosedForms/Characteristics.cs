namespace ParticleLimit.Model;

/// <summary>What closed forms share: checks of times and dimensions, and free characteristics.</summary>
internal static class Characteristics
{
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public static double Checked(double time) =>
        time >= 0 && double.IsFinite(time) ? time : throw new ArgumentOutOfRangeException(nameof(time), time, "A time is nonnegative and finite.");

    /// <summary>The length of the step from one time to another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or not finite, or they are not in order.</exception>
    public static double Step(double from, double to) =>
        Checked(to) >= Checked(from) ? to - from : throw new ArgumentOutOfRangeException(nameof(to), to, "Characteristics run forwards in time.");

    /// <exception cref="ArgumentException">Dimensions differ.</exception>
    public static void CheckDimensions(InitialState initial, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(domain);
        if (initial.Dimension != domain.Dimension) throw new ArgumentException("The initial state and the domain have one dimension.", nameof(domain));
    }

    /// <summary>x += v s at constant velocity, wrapped on a torus.</summary>
    public static void Drift(Domain domain, double step, double[][] positions, double[][] velocities)
    {
        for (int k = 0; k < domain.Dimension; k++)
        {
            double[] x = positions[k], v = velocities[k];
            for (int i = 0; i < x.Length; i++) x[i] = domain.Wrap(x[i] + v[i] * step, k);
        }
    }

    public static double Square(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double component in vector) sum += component * component;
        return sum;
    }
}

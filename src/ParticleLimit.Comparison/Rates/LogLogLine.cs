namespace ParticleLimit.Comparison;

/// <summary>The weighted least squares line log m = log a - p log N through the rungs of a ladder.</summary>
/// <remarks>For fixed weights both coefficients are linear in log m; holding the linear forms makes a bootstrap resample cost one
/// pass over the rungs. Abscissae are taken about their weighted mean, so that the two forms are computed without cancellation.</remarks>
internal sealed class LogLogLine
{
    private readonly double[] slopeForm;
    private readonly double[] logParticles;
    private readonly double[] weights;

    /// <summary>The line's linear forms.</summary>
    /// <param name="particles">N of each rung, at least two different.</param>
    /// <param name="weights">Positive weights, one for each rung; only their ratios matter.</param>
    public LogLogLine(ReadOnlySpan<int> particles, ReadOnlySpan<double> weights)
    {
        logParticles = new double[particles.Length];
        this.weights = new double[particles.Length];
        double total = 0;
        foreach (double weight in weights) total += weight;
        for (int k = 0; k < particles.Length; k++)
        {
            logParticles[k] = Math.Log(particles[k]);
            this.weights[k] = weights[k] / total;
            MeanLogParticles += this.weights[k] * logParticles[k];
        }

        double spread = 0;
        for (int k = 0; k < particles.Length; k++) spread += this.weights[k] * Square(logParticles[k] - MeanLogParticles);
        slopeForm = new double[particles.Length];
        for (int k = 0; k < particles.Length; k++) slopeForm[k] = this.weights[k] * (logParticles[k] - MeanLogParticles) / spread;
        Spread = spread;
    }

    /// <summary>The weighted mean of log N.</summary>
    public double MeanLogParticles { get; }

    /// <summary>The weighted variance of log N.</summary>
    public double Spread { get; }

    /// <summary>p of the line through the points (log N, log m).</summary>
    public double Order(ReadOnlySpan<double> logMeans)
    {
        double slope = 0;
        for (int k = 0; k < logMeans.Length; k++) slope += slopeForm[k] * logMeans[k];
        return -slope;
    }

    /// <summary>The derivative of the slope -p by one rung's log m.</summary>
    public double Sensitivity(int rung) => slopeForm[rung];

    /// <summary>log a of the line of order p through the points' weighted centre.</summary>
    public double LogPrefactor(ReadOnlySpan<double> logMeans, double order)
    {
        double mean = 0;
        for (int k = 0; k < logMeans.Length; k++) mean += weights[k] * logMeans[k];
        return mean + order * MeanLogParticles;
    }

    /// <summary>The distance of one point above the line.</summary>
    public double Residual(int rung, double logMean, double order, double logPrefactor) => logMean - logPrefactor + order * logParticles[rung];

    private static double Square(double x) => x * x;
}

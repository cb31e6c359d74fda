namespace ParticleLimit.Experiments;

/// <summary>One row of results.csv.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Replica">The replica; -1 for the replica-averaged empirical measure of the rung.</param>
/// <param name="Time">t.</param>
/// <param name="Measure">The measure's name, DESIGN's table.</param>
/// <param name="Value">Its value.</param>
/// <param name="Lower">Certified lower bound, or lower end of the 95% interval; NaN where there is none (an empty field in the file).</param>
/// <param name="Upper">The upper counterpart.</param>
public sealed record ResultRow(
    int Particles, double Epsilon, int Replica, double Time, string Measure, double Value, double Lower, double Upper);

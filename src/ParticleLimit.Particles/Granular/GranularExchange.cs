using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Adds psi |w_j - w_i| (w_j - w_i) to particle i and its opposite to particle j, and the rate psi |w_j - w_i| to the crowding of both.</summary>
/// <param name="weight">psi.</param>
/// <param name="perSquaredEpsilon">1 / eps^2.</param>
/// <param name="w">The velocities, one array per axis.</param>
/// <param name="force">The sums, one array per axis.</param>
/// <param name="crowding">sum_j psi |w_j - w_i| of each particle.</param>
internal readonly struct GranularExchange<TWeight, TDimension>(
    TWeight weight, double perSquaredEpsilon, double[][] w, double[][] force, double[] crowding) : IPairVisitor
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private readonly double[] w0 = w[0];
    private readonly double[] w1 = w[TDimension.Value > 1 ? 1 : 0];
    private readonly double[] w2 = w[TDimension.Value > 2 ? 2 : 0];
    private readonly double[] force0 = force[0];
    private readonly double[] force1 = force[TDimension.Value > 1 ? 1 : 0];
    private readonly double[] force2 = force[TDimension.Value > 2 ? 2 : 0];

    /// <inheritdoc/>
    public void Visit(int i, int j, double squaredDistance)
    {
        double relative0 = w0[j] - w0[i], relative1 = 0, relative2 = 0, squared = relative0 * relative0;
        if (TDimension.Value > 1) squared += (relative1 = w1[j] - w1[i]) * relative1;
        if (TDimension.Value > 2) squared += (relative2 = w2[j] - w2[i]) * relative2;
        double rate = weight.Value(squaredDistance * perSquaredEpsilon) * Math.Sqrt(squared);
        crowding[i] += rate;
        crowding[j] += rate;
        Exchange(rate * relative0, force0, i, j);
        if (TDimension.Value > 1) Exchange(rate * relative1, force1, i, j);
        if (TDimension.Value > 2) Exchange(rate * relative2, force2, i, j);
    }

    private static void Exchange(double change, double[] force, int i, int j)
    {
        force[i] += change;
        force[j] -= change;
    }
}

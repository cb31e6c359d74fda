namespace ParticleLimit.Kinetic;

/// <summary>rho(t, x) and rho u (t, x) at the instants a solver passed, interpolated in time by the cubic through the four nearest.</summary>
internal sealed class FieldHistory
{
    private const int Points = 4;

    private readonly List<double> times = [];
    private readonly List<double[]> densities = [];
    private readonly List<double[]> momenta = [];

    public double LastTime => times[^1];

    public int Count => times.Count;

    public void Add(double time, ReadOnlySpan<double> density, ReadOnlySpan<double> momentum)
    {
        if (times.Count > 0 && time <= times[^1]) return;
        times.Add(time);
        densities.Add(density.ToArray());
        momenta.Add(momentum.ToArray());
    }

    /// <summary>Fills both fields at a time within the history.</summary>
    public void At(double time, Span<double> density, Span<double> momentum)
    {
        int next = times.BinarySearch(time);
        if (next < 0) next = ~next;
        int points = Math.Min(Points, times.Count);
        int first = Math.Clamp(next - points / 2, 0, times.Count - points);
        density.Clear();
        momentum.Clear();
        for (int k = first; k < first + points; k++)
        {
            double weight = 1;
            for (int m = first; m < first + points; m++)
                if (m != k) weight *= (time - times[m]) / (times[k] - times[m]);
            double[] rho = densities[k], flux = momenta[k];
            for (int i = 0; i < rho.Length; i++)
            {
                density[i] += weight * rho[i];
                momentum[i] += weight * flux[i];
            }
        }
    }
}

namespace ParticleLimit.Kinetic;

/// <summary>rho(t, x) and rho u (t, x) at the instants a solver passed, interpolated in time by the cubic through the four nearest.</summary>
internal sealed class FieldHistory
{
    private const int Points = 4;

    private readonly List<double> times = [];
    private readonly List<double[][]> fields = []; // rho, then each component of rho u, then the table of the force if it has one

    /// <summary>The last instant.</summary>
    public double LastTime => times[^1];

    /// <summary>The mean time from one instant to the next.</summary>
    public double Spacing => times[^1] / (times.Count - 1);

    /// <summary>Adds the solver's present fields at an instant; nothing if it is not later than the last.</summary>
    public void Add(double time, IGridSolver solver)
    {
        if (times.Count > 0 && time <= times[^1]) return;
        times.Add(time);
        double[][] present = [solver.Density.ToArray(), .. Enumerable.Range(0, solver.Initial.Dimension).Select(axis => solver.Momentum(axis).ToArray())];
        fields.Add(solver.ForceTable.IsEmpty ? present : [.. present, solver.ForceTable.ToArray()]);
    }

    /// <summary>Fills the fields at a time within the history.</summary>
    public void At(double time, CharacteristicField target)
    {
        int next = times.BinarySearch(time);
        if (next < 0) next = ~next;
        int points = Math.Min(Points, times.Count);
        int first = Math.Clamp(next - points / 2, 0, times.Count - points);
        Array.Clear(target.Density);
        foreach (double[] component in target.Momentum) Array.Clear(component);
        Array.Clear(target.Table);
        for (int k = first; k < first + points; k++)
        {
            double weight = 1;
            for (int m = first; m < first + points; m++)
                if (m != k) weight *= (time - times[m]) / (times[k] - times[m]);
            AddTo(target.Density, fields[k][0], weight);
            for (int axis = 0; axis < target.Momentum.Length; axis++) AddTo(target.Momentum[axis], fields[k][axis + 1], weight);
            if (target.Table.Length > 0) AddTo(target.Table, fields[k][^1], weight);
        }
    }

    /// <summary>Writes all instants.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.WriteNumbers([.. times]);
        foreach (double[][] instant in fields) writer.WriteArrays(instant);
    }

    /// <summary>Reads them in place of those there are.</summary>
    public void Restore(BinaryReader reader)
    {
        times.Clear();
        fields.Clear();
        times.AddRange(reader.ReadNumbers());
        for (int k = 0; k < times.Count; k++) fields.Add(reader.ReadArrays());
    }

    private static void AddTo(double[] sum, double[] term, double weight)
    {
        for (int i = 0; i < sum.Length; i++) sum[i] += weight * term[i];
    }
}

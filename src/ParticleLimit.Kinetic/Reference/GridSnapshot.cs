using System.Runtime.InteropServices;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A grid solution at one time.</summary>
/// <param name="Time">t.</param>
/// <param name="Values">Cell averages of f as [position cell, velocity cell], the last axis contiguous in each: in d = 1 simply [x, v]. Null where they
/// would not fit in memory.</param>
/// <param name="Density">rho in each position cell.</param>
/// <param name="MeanVelocities">u: [axis][position cell]; 0 where rho = 0.</param>
/// <param name="SupProfile">h(t, v) = sup_x f in each velocity cell.</param>
/// <param name="Observables">The observables of Proposition 2.1.</param>
public sealed record GridSnapshot(double Time, double[,]? Values, double[] Density, double[][] MeanVelocities, double[] SupProfile, Observables Observables)
{
    /// <summary>u in d = 1.</summary>
    public double[] MeanVelocity => MeanVelocities[0];

    internal static GridSnapshot Of(IGridSolver solver, bool withValues)
    {
        double[][] momenta = [.. Enumerable.Range(0, solver.Initial.Dimension).Select(axis => solver.Momentum(axis).ToArray())];
        return new GridSnapshot(solver.Time, withValues ? solver.Values() : null, solver.Density.ToArray(), Means(solver.Density, momenta), solver.SupProfile(), solver.Observe());
    }

    /// <summary>Writes it.</summary>
    internal void Save(BinaryWriter writer)
    {
        writer.Write(Time);
        writer.WriteObservables(Observables);
        writer.WriteNumbers(Density);
        writer.WriteArrays(MeanVelocities);
        writer.WriteNumbers(SupProfile);
        writer.Write(Values?.GetLength(0) ?? 0);
        if (Values is null) return;
        writer.Write(Values.GetLength(1));
        writer.WriteNumbers(MemoryMarshal.CreateReadOnlySpan(ref Values[0, 0], Values.Length));
    }

    /// <summary>Reads one back.</summary>
    internal static GridSnapshot Read(BinaryReader reader)
    {
        double time = reader.ReadDouble();
        Observables observed = reader.ReadObservables();
        double[] density = reader.ReadNumbers();
        double[][] means = reader.ReadArrays();
        double[] sup = reader.ReadNumbers();
        int rows = reader.ReadInt32();
        if (rows == 0) return new GridSnapshot(time, null, density, means, sup, observed);
        var values = new double[rows, reader.ReadInt32()];
        reader.ReadNumbers().CopyTo(MemoryMarshal.CreateSpan(ref values[0, 0], values.Length));
        return new GridSnapshot(time, values, density, means, sup, observed);
    }

    /// <summary>Divides momenta by the density, in place.</summary>
    private static double[][] Means(ReadOnlySpan<double> density, double[][] momenta)
    {
        foreach (double[] component in momenta)
            for (int i = 0; i < component.Length; i++) component[i] = density[i] > 0 ? component[i] / density[i] : 0;
        return momenta;
    }
}

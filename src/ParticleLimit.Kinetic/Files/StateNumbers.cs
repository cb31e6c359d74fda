using System.Runtime.InteropServices;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Arrays and observables in a stream of bytes, little-endian.</summary>
internal static class StateNumbers
{
    /// <summary>Writes the length and the numbers.</summary>
    public static void WriteNumbers(this BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="EndOfStreamException">The stream is cut short.</exception>
    public static double[] ReadNumbers(this BinaryReader reader)
    {
        var values = new double[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Writes several arrays.</summary>
    public static void WriteArrays(this BinaryWriter writer, IReadOnlyCollection<double[]> arrays)
    {
        writer.Write(arrays.Count);
        foreach (double[] array in arrays) writer.WriteNumbers(array);
    }

    /// <summary>Reads them back.</summary>
    public static double[][] ReadArrays(this BinaryReader reader)
    {
        var arrays = new double[reader.ReadInt32()][];
        for (int k = 0; k < arrays.Length; k++) arrays[k] = reader.ReadNumbers();
        return arrays;
    }

    /// <summary>Writes observables.</summary>
    public static void WriteObservables(this BinaryWriter writer, Observables observed) =>
        writer.WriteNumbers([observed.Mass, observed.Energy, observed.Temperature, observed.VelocityRadius, observed.Entropy, .. observed.Momentum]);

    /// <summary>Reads them back.</summary>
    public static Observables ReadObservables(this BinaryReader reader)
    {
        double[] values = reader.ReadNumbers();
        return new Observables(values[0], [.. values.AsSpan(5)], values[1], values[2], values[3], values[4]);
    }
}

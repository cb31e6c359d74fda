using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>What a sliced distance needs of one direction, F and G being the cumulative distributions of the two projected clouds.</summary>
internal struct SliceIntegrals : ISliceVisitor
{
    /// <summary>int |F - G|, the Wasserstein-1 distance on the line.</summary>
    public double Absolute { get; private set; }

    /// <summary>int (F - G)^2, half the squared energy distance on the line.</summary>
    public double Squared { get; private set; }

    /// <summary>int F (1 - F), half the mean distance of two independent points of the first cloud.</summary>
    public double FirstSpread { get; private set; }

    /// <summary>int G (1 - G), half the mean distance of two independent points of the second cloud.</summary>
    public double SecondSpread { get; private set; }

    public void Visit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> lengths)
    {
        Vector<double> absolute = Vector<double>.Zero, squared = absolute, firstSpread = absolute, secondSpread = absolute;
        int i = 0;
        for (; i <= lengths.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> f = new(first[i..]), g = new(second[i..]), length = new(lengths[i..]), difference = f - g;
            absolute += Vector.Abs(difference) * length;
            squared += difference * difference * length;
            firstSpread += f * (Vector<double>.One - f) * length;
            secondSpread += g * (Vector<double>.One - g) * length;
        }

        Absolute += Vector.Sum(absolute);
        Squared += Vector.Sum(squared);
        FirstSpread += Vector.Sum(firstSpread);
        SecondSpread += Vector.Sum(secondSpread);
        for (; i < lengths.Length; i++)
        {
            double difference = first[i] - second[i];
            Absolute += Math.Abs(difference) * lengths[i];
            Squared += difference * difference * lengths[i];
            FirstSpread += first[i] * (1 - first[i]) * lengths[i];
            SecondSpread += second[i] * (1 - second[i]) * lengths[i];
        }
    }
}

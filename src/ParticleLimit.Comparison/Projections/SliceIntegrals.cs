using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>What a sliced distance needs of one direction, F and G being the cumulative distributions of the two projected clouds.</summary>
internal struct SliceIntegrals : ISliceVisitor
{
    private const double SmallestSize = 1e-300;

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

    /// <summary>Intervals on which F is constant and G linear.</summary>
    /// <param name="first">F on each.</param>
    /// <param name="secondFrom">G at the left end of each.</param>
    /// <param name="secondTo">G at the right end.</param>
    /// <param name="lengths">The length of each.</param>
    public void Visit(ReadOnlySpan<double> first, ReadOnlySpan<double> secondFrom, ReadOnlySpan<double> secondTo, ReadOnlySpan<double> lengths)
    {
        Vector<double> absolute = Vector<double>.Zero, squared = absolute, firstSpread = absolute, secondSpread = absolute, third = new(1.0 / 3), least = new(SmallestSize);
        int i = 0;
        for (; i <= lengths.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> f = new(first[i..]), from = new(secondFrom[i..]), to = new(secondTo[i..]), length = new(lengths[i..]), left = f - from, right = f - to;
            Vector<double> sizes = Vector.Abs(left) + Vector.Abs(right), product = left * right;

            // Two triangles on both sides of a change of sign, a trapezium elsewhere.
            absolute += (sizes + Vector.Min(product, Vector<double>.Zero) * 2 / Vector.Max(sizes, least)) * length;
            squared += (left * left + product + right * right) * length;
            firstSpread += f * (Vector<double>.One - f) * length;
            secondSpread += ((from + to) * 0.5 - (from * from + from * to + to * to) * third) * length;
        }

        Absolute += Vector.Sum(absolute) / 2;
        Squared += Vector.Sum(squared) / 3;
        FirstSpread += Vector.Sum(firstSpread);
        SecondSpread += Vector.Sum(secondSpread);
        for (; i < lengths.Length; i++)
        {
            double left = first[i] - secondFrom[i], right = first[i] - secondTo[i], sizes = Math.Abs(left) + Math.Abs(right);
            Absolute += (sizes + 2 * Math.Min(left * right, 0) / Math.Max(sizes, SmallestSize)) * lengths[i] / 2;
            Squared += (left * left + left * right + right * right) * lengths[i] / 3;
            FirstSpread += first[i] * (1 - first[i]) * lengths[i];
            SecondSpread += ((secondFrom[i] + secondTo[i]) / 2 - (secondFrom[i] * secondFrom[i] + secondFrom[i] * secondTo[i] + secondTo[i] * secondTo[i]) / 3) * lengths[i];
        }
    }
}

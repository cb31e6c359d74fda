using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The points of one search: checked, wrapped into the domain, and in whatever order suits the search.</summary>
/// <remarks>The one place where a distance between particles is computed. Every operation in it is symmetric in the two points.</remarks>
internal sealed class PointCloud(Domain domain)
{
    private readonly double period0 = domain.Period(0);
    private readonly double period1 = domain.Dimension > 1 ? domain.Period(1) : double.PositiveInfinity;
    private readonly double period2 = domain.Dimension > 2 ? domain.Period(2) : double.PositiveInfinity;

    /// <summary>d.</summary>
    public int Dimension => domain.Dimension;

    /// <summary>The number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Wrapped coordinates, one array per axis, each at least <see cref="Count"/> long.</summary>
    public double[][] Axes { get; } = [.. Enumerable.Range(0, domain.Dimension).Select(_ => Array.Empty<double>())];

    /// <summary>The caller's index of each point.</summary>
    public int[] Index { get; private set; } = [];

    /// <summary>The period of an axis, infinite in free space.</summary>
    public double Period(int axis) => axis == 0 ? period0 : axis == 1 ? period1 : period2;

    /// <summary>Checks the arguments of a search and takes in the positions.</summary>
    public void Load(double[][] positions, double cutoff)
    {
        Reserve(positions, cutoff);
        for (int i = 0; i < Count; i++) Index[i] = i;
        for (int axis = 0; axis < Dimension; axis++)
        {
            double[] from = positions[axis];
            double[] to = Axes[axis];
            for (int i = 0; i < Count; i++) to[i] = Wrapped(from[i], axis, i);
        }
    }

    /// <summary>Checks the arguments of a search and makes room for the positions, without taking them in.</summary>
    public void Reserve(double[][] positions, double cutoff)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff * cutoff)))
            throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "The cutoff is positive and its square finite.");
        if (positions.Length != Dimension)
            throw new ArgumentException($"The domain has dimension {Dimension}, the positions {positions.Length}.", nameof(positions));
        Count = positions[0].Length;
        foreach (double[] axis in positions)
            if (axis.Length != Count) throw new ArgumentException("The axes have different lengths.", nameof(positions));
        if (Index.Length >= Count) return;
        Index = new int[Count];
        for (int axis = 0; axis < Dimension; axis++) Axes[axis] = new double[Count];
    }

    /// <summary>The representative of a coordinate in [0, L) on a torus; the coordinate itself in free space.</summary>
    /// <exception cref="ArgumentException">The coordinate is not a finite number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Wrapped(double coordinate, int axis, int particle)
    {
        double period = Period(axis);
        return coordinate >= 0 && coordinate < period ? coordinate : WrappedFromOutside(coordinate, axis, particle);
    }

    /// <summary>|x_b - x_a|^2 of the nearest images of two points of the cloud.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double SquaredDistance<TDimension>(int a, int b)
        where TDimension : ISpaceDimension
    {
        double sum = Square(Axes[0][b] - Axes[0][a], period0);
        if (TDimension.Value > 1) sum += Square(Axes[1][b] - Axes[1][a], period1);
        if (TDimension.Value > 2) sum += Square(Axes[2][b] - Axes[2][a], period2);
        return sum;
    }

    /// <summary>The square of the shorter way round between two wrapped coordinates; an infinite period leaves the difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Square(double difference, double period)
    {
        double direct = Math.Abs(difference);
        double shorter = double.MinNative(direct, period - direct);
        return shorter * shorter;
    }

    private double WrappedFromOutside(double coordinate, int axis, int particle)
    {
        if (!double.IsFinite(coordinate))
            throw new ArgumentException($"Particle {particle} has the coordinate {coordinate} on axis {axis}; positions are finite numbers.");
        double wrapped = domain.Wrap(coordinate, axis);
        return (wrapped >= 0 && wrapped < Period(axis)) || double.IsInfinity(Period(axis)) ? wrapped
            : throw new ArgumentException($"Particle {particle} is so far out on axis {axis}, at {coordinate}, that its place on the torus is lost to rounding.");
    }
}

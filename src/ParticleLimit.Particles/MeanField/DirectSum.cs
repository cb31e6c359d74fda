using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums pair by pair, O(N^2): the oracle of the others.</summary>
internal sealed class DirectSum(Domain domain, ICommunicationWeight weight, double range) : AlignmentSum
{
    private double[][] positions = [];
    private double[] crowding = [];

    /// <inheritdoc/>
    public override string Method => "every pair";

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Crowding => crowding;

    /// <inheritdoc/>
    public override void Load(double[][] positions)
    {
        this.positions = positions;
        if (crowding.Length != positions[0].Length) crowding = new double[positions[0].Length];
        crowding.AsSpan().Clear();
        for (int i = 0; i < crowding.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double psi = Weight(i, j);
                crowding[i] += psi;
                crowding[j] += psi;
            }
        }
    }

    /// <inheritdoc/>
    public override void Apply(double[][] velocities, double[][] sums)
    {
        foreach (double[] sum in sums) sum.AsSpan().Clear();
        for (int i = 0; i < crowding.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double psi = Weight(i, j);
                for (int axis = 0; axis < sums.Length; axis++)
                {
                    double change = psi * (velocities[axis][j] - velocities[axis][i]);
                    sums[axis][i] += change;
                    sums[axis][j] -= change;
                }
            }
        }
    }

    private double Weight(int i, int j)
    {
        double squared = 0;
        for (int axis = 0; axis < positions.Length; axis++)
            squared += PointCloud.Square(positions[axis][j] - positions[axis][i], domain.Period(axis));
        return weight.Value(squared / (range * range));
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Velocities along the first axis, about their mean, that stand for the law of an initial state.</summary>
internal static class ContractedVelocities
{
    private const int DrawnForOne = 64;

    /// <summary>The means of equal parts of the law in their order, about its mean, so that the mean force on them is zero to rounding.</summary>
    public static double[] Of(InitialState initial, int count)
    {
        var sequence = new KroneckerSequence(initial.UniformsPerParticle);
        double[] point = new double[initial.UniformsPerParticle], x = new double[initial.Dimension], v = new double[initial.Dimension];
        double[] drawn = new double[DrawnForOne * count];
        for (int i = 0; i < drawn.Length; i++)
        {
            sequence.Next(point);
            initial.Map(point, x, v);
            drawn[i] = v[0];
        }

        Array.Sort(drawn);
        double mean = drawn.Average();
        return [.. drawn.Chunk(DrawnForOne).Select(part => part.Average() - mean)];
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>N particles as a structure of arrays: one array per axis for positions and for velocities.</summary>
/// <remarks>The order of the particles is the caller's and never changes: index i is the same particle at every time.</remarks>
public sealed class ParticleState
{
    /// <summary>N particles at the origin, at rest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">d is not 1, 2 or 3, or N is negative.</exception>
    public ParticleState(int dimension, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (dimension is < 1 or > 3) throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension is 1, 2 or 3.");
        Dimension = dimension;
        Count = count;
        Positions = NewAxes();
        Velocities = NewAxes();

        double[][] NewAxes() => [.. Enumerable.Range(0, dimension).Select(_ => new double[count])];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>Positions: <c>Positions[axis][i]</c>.</summary>
    public double[][] Positions { get; }

    /// <summary>Velocities: <c>Velocities[axis][i]</c>.</summary>
    public double[][] Velocities { get; }

    /// <summary>N particles of an initial state; positions are wrapped into the domain.</summary>
    /// <param name="initial">f0.</param>
    /// <param name="domain">Where positions live.</param>
    /// <param name="count">N.</param>
    /// <param name="uniforms">The points of the unit cube that f0 maps: independent, quasi-random or a lattice.</param>
    public static ParticleState Sample(InitialState initial, Domain domain, int count, IUniformSequence uniforms)
    {
        var state = new ParticleState(initial.Dimension, count);
        Span<double> point = stackalloc double[initial.UniformsPerParticle];
        Span<double> position = stackalloc double[initial.Dimension];
        Span<double> velocity = stackalloc double[initial.Dimension];
        for (int i = 0; i < count; i++)
        {
            uniforms.Next(point);
            initial.Map(point, position, velocity);
            for (int axis = 0; axis < initial.Dimension; axis++)
            {
                state.Positions[axis][i] = domain.Wrap(position[axis], axis);
                state.Velocities[axis][i] = velocity[axis];
            }
        }

        return state;
    }

    /// <summary>A copy that shares nothing with this state.</summary>
    public ParticleState Clone()
    {
        var clone = new ParticleState(Dimension, Count);
        for (int axis = 0; axis < Dimension; axis++)
        {
            Positions[axis].CopyTo(clone.Positions[axis], 0);
            Velocities[axis].CopyTo(clone.Velocities[axis], 0);
        }

        return clone;
    }
}

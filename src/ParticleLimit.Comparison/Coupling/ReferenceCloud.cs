using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Comparison;

/// <summary>Points carried by the characteristics of a kinetic solution: sampled from f0, they are a sample of f(t).</summary>
/// <remarks>Evenly spread points make a reference whose own sampling error is far below that of N particles; independent points
/// make the iid sample from which the floor NAME-floor is read. Each advance goes on from the last time, so a cloud costs one
/// pass over the whole time span.</remarks>
public sealed class ReferenceCloud
{
    private readonly IKineticReference reference;
    private readonly ParticleState state;

    /// <summary>A cloud of points of f0 at time 0.</summary>
    /// <param name="reference">The solution that carries the points.</param>
    /// <param name="count">The number of points M.</param>
    /// <param name="uniforms">The points of the unit cube that f0 maps: evenly spread or independent.</param>
    public ReferenceCloud(IKineticReference reference, int count, IUniformSequence uniforms)
        : this(reference, ParticleState.Sample(reference.Initial, reference.Domain, count, uniforms))
    {
    }

    /// <summary>A cloud that starts at time 0 from given points, which are copied.</summary>
    /// <exception cref="ArgumentException">The dimensions of the points and of the solution differ.</exception>
    public ReferenceCloud(IKineticReference reference, ParticleState start)
    {
        if (start.Dimension != reference.Dimension)
            throw new ArgumentException($"The points have dimension {start.Dimension}, the solution has {reference.Dimension}.", nameof(start));
        this.reference = reference;
        state = start.Clone();
    }

    /// <summary>The time at which the points are.</summary>
    public double Time { get; private set; }

    /// <summary>The number of points M.</summary>
    public int Count => state.Count;

    /// <summary>Positions: <c>Positions[axis][i]</c>, wrapped on a torus. The arrays are replaced in place by <see cref="AdvanceTo"/>.</summary>
    public double[][] Positions => state.Positions;

    /// <summary>Velocities: <c>Velocities[axis][i]</c>. The arrays are replaced in place by <see cref="AdvanceTo"/>.</summary>
    public double[][] Velocities => state.Velocities;

    /// <summary>Carries the points to a later time; does nothing at the present one.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="cancellation">Stops on the way; the cloud is then of no use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before <see cref="Time"/>, or beyond what the solution covers.</exception>
    public void AdvanceTo(double time, CancellationToken cancellation = default)
    {
        if (!(time >= Time)) throw new ArgumentOutOfRangeException(nameof(time), time, $"The points are already at time {Time}.");
        if (time == Time) return;
        reference.Advance(Time, time, state.Positions, state.Velocities, cancellation);
        Time = time;
    }
}

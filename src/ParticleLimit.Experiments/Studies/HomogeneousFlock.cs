using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>What the studies of homogeneous flocks share.</summary>
internal static class HomogeneousFlock
{
    /// <summary>The system of an experiment and its solution (2.3).</summary>
    /// <exception cref="ArgumentException">The experiment has no solution (2.3) or another system.</exception>
    public static (CuckerSmaleSystem System, HomogeneousSolution Solution) Of(ExperimentSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return specification.System is CuckerSmaleSystem system && system.ClosedForm(specification) is HomogeneousSolution solution
            ? (system, solution)
            : throw new ArgumentException("The study is of a homogeneous state of system cucker-smale.", nameof(specification));
    }

    /// <summary>One run at a time.</summary>
    public static ParticleState At(ExperimentSpecification specification, CellKey key, double time, CancellationToken cancellation)
    {
        using ParticleEngine engine = CellRunner.CreateEngine(specification, key, CellRunner.InitialParticles(specification, key), threads: 1);
        engine.AdvanceTo(time, cancellation);
        return engine.State.Clone();
    }
}

using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>A particle system with its kinetic limit, as a specification's "system" and the keys that go with it describe them.</summary>
public abstract record ParticleSystem
{
    /// <summary>The word that names the system in a specification and in results.csv.</summary>
    public abstract string Word { get; }

    /// <summary>The p of a range that shrinks like N^(-p); null where the range is fixed.</summary>
    /// <param name="dimension">d.</param>
    public abstract double? RangeOrder(int dimension);

    /// <summary>The range of N particles, in units of which the weight psi is given: the epsilon of results.csv.</summary>
    public abstract double Range(int particles, int dimension);

    /// <summary>The factor of psi in the system of N particles.</summary>
    public abstract double Coupling(int particles, ICommunicationWeight weight, int dimension);

    /// <summary>gamma of (1.3), or of the equation that corresponds to it.</summary>
    public abstract double Gamma(ICommunicationWeight weight, int dimension);

    /// <summary>The closed form of the limit; null where none is known.</summary>
    public abstract IKineticReference? ClosedForm(ExperimentSpecification specification);

    /// <summary>The force of the limit, where it is not the local one of (1.3); null where it is.</summary>
    public abstract AlignmentForce? Force(ICommunicationWeight weight, int dimension);

    /// <summary>The system on the line whose limit the marginal in (x_0, v_0) of a flock obeys that is even along the other axes (<see cref="Slab"/>), with the weight of <see cref="SectionWeight"/>; null where that limit has no such
    /// marginal.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="section">The volume of the axes across.</param>
    public virtual ParticleSystem? OnLine(int dimension, double section) => null;

    /// <summary>The p with which a measure is predicted to fall like N^(-p); null where there is no prediction.</summary>
    /// <param name="specification">The experiment: dimension, domain and initial state.</param>
    /// <param name="measure">A measure's name in results.csv.</param>
    /// <param name="time">The time of the rows.</param>
    /// <param name="isFloor">Whether it is the same distance of an iid sample of f.</param>
    public double? PredictedOrder(ExperimentSpecification specification, string measure, double time, bool isFloor)
    {
        // Past the first crossing the mono-kinetic solution has ended; a sample of what is taken for f is still one.
        if (!isFloor && specification.Initial is MonoKineticState monoKinetic && time >= monoKinetic.Field.CrossingTime) return null;
        return PredictedOrder(measure, specification.Dimension, PredictedOrders.KindOf(specification.Initial, specification.Domain), isFloor);
    }

    /// <summary>A run of the system from time 0.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="key">The cell: its random streams, where a system has noise.</param>
    /// <param name="settings">The range, and the coupling as the factor of psi.</param>
    /// <param name="state">The particles at time 0.</param>
    public abstract ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, SimulationSettings settings, ParticleState state);

    /// <summary>An upper estimate of the time steps a run of N particles takes.</summary>
    public virtual double EstimateSteps(ExperimentSpecification specification, int particles) =>
        StepsToCross(specification, particles, specification.FinalTime);

    /// <summary>What the scatter of encounters predicts for the mean square velocity error of the coupling; null where there is no prediction.</summary>
    public virtual double? PredictedCoupling(ExperimentSpecification specification, EncounterPrediction prediction, int particles, double time) => null;

    /// <summary>What the corrected kinetic equation predicts for the bias of a statistic, E (1/N) sum phi(V_i) - int phi f; null where there is no prediction.</summary>
    public virtual double? PredictedBias(ExperimentSpecification specification, EncounterPrediction prediction, int particles, PhaseStatistic statistic, double time) => null;

    /// <summary>The predicted coefficient of eps log(1/eps) in measured over predicted (<see cref="AnsweredEncounters"/>); null where there is no prediction.</summary>
    public virtual double? PredictedAnswer(ExperimentSpecification specification, string measure, double time) => null;

    /// <summary>The predicted order for a kind of flock, before mono-kinetic data cross.</summary>
    protected abstract double? PredictedOrder(string measure, int dimension, FlockKind kind, bool isFloor);

    /// <summary>A time over the time step at the initial relative speed 2 sup|v - vbar|.</summary>
    protected static double StepsToCross(ExperimentSpecification specification, int particles, double time)
    {
        double reach = specification.Range(particles) * specification.Weight.SupportRadius;
        return Math.Ceiling(time * 2 * specification.Initial.VelocitySpread / (specification.StepFraction * reach)) + specification.Times.Length;
    }
}

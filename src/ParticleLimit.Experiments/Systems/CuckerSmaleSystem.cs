using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>System 1, (1.4): v_i' = kappa/(N eps^d) sum_j psi(|x_j - x_i|/eps) (v_j - v_i), whose limit is (1.3).</summary>
/// <param name="Strength">gamma of (1.3).</param>
/// <param name="Beta">beta in (0, 1].</param>
public sealed record CuckerSmaleSystem(double Strength, double Beta) : ShortRangeSystem(Strength, Beta)
{
    /// <inheritdoc/>
    public override string Word => "cucker-smale";

    /// <inheritdoc/>
    public override IKineticReference? ClosedForm(ExperimentSpecification specification) => LocalClosedForms.For(specification);

    /// <inheritdoc/>
    public override AlignmentForce? Force(ICommunicationWeight weight, int dimension) => null;

    /// <inheritdoc/>
    /// <remarks>rho of d dimensions is that of the line over the section.</remarks>
    public override ParticleSystem OnLine(int dimension, double section) => this with { Strength = Strength / section };

    /// <inheritdoc/>
    public override ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, SimulationSettings settings, ParticleState state) =>
        ParticleEngine.Create(settings, state);

    /// <inheritdoc/>
    /// <remarks>On a homogeneous torus relative speeds shrink like e^(-gamma rho t) and the steps lengthen accordingly.</remarks>
    public override double EstimateSteps(ExperimentSpecification specification, int particles)
    {
        double time = specification.FinalTime;
        if (specification.Domain is Torus torus && specification.Initial.IsHomogeneousOn(torus) && Strength > 0)
        {
            double rate = Strength / torus.Volume;
            time = (1 - Math.Exp(-rate * time)) / rate;
        }

        return StepsToCross(specification, particles, time);
    }

    /// <inheritdoc/>
    /// <remarks>None from the upwind scheme: it is too diffusive to predict from, and each of its very many steps would carry a cloud.</remarks>
    public override double? PredictedCoupling(ExperimentSpecification specification, EncounterPrediction prediction, int particles, double time) =>
        specification.Initial.HasDensity && specification.Reference.Kind != ReferenceKind.Upwind ? prediction.VelocityMeanSquare(new ScalingLaw(particles, specification.Dimension, Beta), time) : null;

    /// <inheritdoc/>
    public override double? PredictedBias(ExperimentSpecification specification, EncounterPrediction prediction, int particles, PhaseStatistic statistic, double time) =>
        statistic is VelocityStatistic ofVelocity ? prediction.Bias(new ScalingLaw(particles, specification.Dimension, Beta), ofVelocity, time) : null;

    /// <inheritdoc/>
    public override double? PredictedAnswer(ExperimentSpecification specification, string measure, double time) =>
        measure is "coupling-velocity-mse" or "energy-bias" && specification.Initial.HasDensity && ClosedForm(specification) is HomogeneousSolution { Dimension: 2 } solution
            ? AnsweredEncounters.Coefficient(solution, specification.Weight) * AnsweredEncounters.Growth(solution.Rate, time)
            : null;
}

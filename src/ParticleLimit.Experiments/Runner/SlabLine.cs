using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The experiment on the line that a flock's is, d > 1, which is even along every axis but the first: its reference is solved there and holds for the whole.</summary>
/// <param name="Slab">The flock.</param>
/// <param name="Specification">The experiment on the line.</param>
internal sealed record SlabLine(Slab Slab, ExperimentSpecification Specification)
{
    /// <summary>The line of a specification whose reference is the sheet, or is left to choose; null where there is none, or a grid of all axes is asked for.</summary>
    /// <param name="specification">The experiment, d = 1, 2 or 3.</param>
    public static SlabLine? Of(ExperimentSpecification specification)
    {
        ReferenceSpecification asked = specification.Reference;
        if (asked.Kind is not (ReferenceKind.Auto or ReferenceKind.Sheet) || Slab.Of(specification.Initial, specification.Domain) is not Slab slab) return null;
        if (specification.System.OnLine(specification.Dimension, slab.Section) is not ParticleSystem system) return null;
        return new SlabLine(slab, specification with
        {
            System = system,
            Dimension = 1,
            Domain = slab.LineTorus,
            Initial = slab.Line,
            Weight = new SectionWeight(specification.Weight, specification.Dimension),
            Reference = asked with { Position = asked.Position?.First, Velocity = asked.Velocity?.First, DiagnosticSteps = 0 }, // what they tell is of the line alone
        });
    }

    /// <summary>The solution for the flock from one on the line.</summary>
    public SlabReference Widen(IKineticReference line) => new(Slab, (ITransverseFlow)line);
}

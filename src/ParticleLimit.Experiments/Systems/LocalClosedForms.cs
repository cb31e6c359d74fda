using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The closed forms of (1.3): homogeneous states, mono-kinetic ones before they cross, and free transport.</summary>
internal static class LocalClosedForms
{
    /// <summary>The closed form for a specification; null where none is known.</summary>
    public static IKineticReference? For(ExperimentSpecification specification)
    {
        InitialState initial = specification.Initial;
        if (specification.Domain is Torus torus && initial.IsHomogeneousOn(torus)) return new HomogeneousSolution(initial, torus, specification.Gamma);
        if (initial is MonoKineticState monoKinetic && MonoKinetic(monoKinetic, specification) is IKineticReference solution) return solution;
        return specification.Gamma == 0 ? new FreeTransport(initial, specification.Domain) : null;
    }

    private static MonoKineticSolution? MonoKinetic(MonoKineticState initial, ExperimentSpecification specification)
    {
        try
        {
            var solution = new MonoKineticSolution(initial, specification.Domain);
            return specification.FinalTime < solution.CrossingTime ? solution : null;
        }
        catch (ArgumentException)
        {
            return null; // the solution knows which fields and domains it has a closed form for
        }
    }
}

using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The reference beside each rung of a ladder, with its clouds: one for all rungs, or where it averages over eps one for each.</summary>
public sealed class References
{
    private readonly ImmutableDictionary<int, Entry> entries;

    private References(ImmutableDictionary<int, Entry> entries) => this.entries = entries;

    /// <summary>Solves for the references of an experiment.</summary>
    /// <exception cref="ReferenceStoppedException">A solution ended before the final time.</exception>
    public static References Of(ExperimentSpecification specification, CancellationToken cancellation, Action<string>? warn = null, int? threads = null)
    {
        bool clouds = specification.Measures.Any(MeasureKind.IsDistance), same = specification.Reference.Range is not { Fixed: null };
        var entries = ImmutableDictionary.CreateBuilder<int, Entry>();
        Entry? last = null;
        foreach (int particles in specification.Ladder)
        {
            if (last is null || !same)
            {
                IKineticReference reference = ReferenceFactory.Create(specification, particles, cancellation, warn, threads);
                if (reference is GridReference { Stop: GridStop stop }) throw new ReferenceStoppedException(reference, stop);
                last = new Entry(
                    reference, clouds ? new ReferenceClouds(reference, specification.Times, specification.Measures.Any(MeasureKind.NeedsDensity), cancellation: cancellation) : null,
                    new EncounterPrediction(reference, specification.Weight), Influence(reference));
            }

            entries[particles] = last;
        }

        return new References(entries.ToImmutable());
    }

    /// <summary>The reference beside N particles, N on the ladder.</summary>
    public IKineticReference For(int particles) => entries[particles].Reference;

    /// <summary>Its clouds; null if no distance is asked for.</summary>
    public ReferenceClouds? CloudsFor(int particles) => entries[particles].Clouds;

    /// <summary>What the scatter of encounters predicts over it.</summary>
    public EncounterPrediction PredictionFor(int particles) => entries[particles].Prediction;

    /// <summary>What the sample of starts does by way of the fields; null where that is not known.</summary>
    public FieldInfluence? InfluenceFor(int particles) => entries[particles].Influence;

    private static FieldInfluence? Influence(IKineticReference reference) => reference is SlabReference slab ? new FieldInfluence(slab.Slab, slab.Gamma) : null;

    private sealed record Entry(IKineticReference Reference, ReferenceClouds? Clouds, EncounterPrediction Prediction, FieldInfluence? Influence);
}

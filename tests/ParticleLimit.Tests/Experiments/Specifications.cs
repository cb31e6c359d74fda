using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>The quickstart experiment, shrunk so that it runs in a moment.</summary>
internal static class Specifications
{
    public static readonly string[] TinyOverrides = ["ladder=[20,40]", "replicas=3", "finalTime=0.1", "times=[0.1]", "floors=false", "measures=[\"energy-distance\",\"coupling\"]"];

    public static ExperimentSpecification Tiny(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("quickstart"), [.. TinyOverrides, .. overrides]);
}

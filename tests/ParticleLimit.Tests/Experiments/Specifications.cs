using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>The quickstart experiment, shrunk so that it runs in a moment.</summary>
internal static class Specifications
{
    public static readonly string[] TinyOverrides = ["ladder=[20,40]", "replicas=3", "finalTime=0.1", "times=[0.1]", "floors=false", "measures=[\"energy-distance\",\"coupling\"]"];

    public static ExperimentSpecification Tiny(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("quickstart"), [.. TinyOverrides, .. overrides]);

    /// <summary>A flock of the plane whose density varies along the first axis alone, with sup rho / inf rho = 19.</summary>
    public static ExperimentSpecification Uneven(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("quickstart"),
        [
            """initial={"kind":"raised-cosine","positionCentre":[0.5,0.5],"positionSides":[1,1],"amplitude":0.9,"velocityCentre":[0,0],"velocitySides":[1.4,3.2]}""",
            "finalTime=0.25", "times=[0.25]", "floors=false", .. overrides,
        ]);
}

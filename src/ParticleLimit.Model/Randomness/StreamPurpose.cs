namespace ParticleLimit.Model;

/// <summary>What a random stream is for. Each purpose has a stream of its own, so that adding one never moves another.</summary>
public enum StreamPurpose
{
    /// <summary>The initial particles of a replica.</summary>
    InitialState = 1,

    /// <summary>An iid sample of f, for the sampling floor.</summary>
    Floor = 2,

    /// <summary>The resampling of replicas in a bootstrap.</summary>
    Bootstrap = 3,

    /// <summary>Random data of tests and benchmarks.</summary>
    Test = 4,

    /// <summary>The Brownian paths of the particles of a replica.</summary>
    Noise = 5,

    /// <summary>The scrambling of an evenly spread sampling of the initial state.</summary>
    Scrambling = 6,
}

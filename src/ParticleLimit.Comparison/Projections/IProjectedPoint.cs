namespace ParticleLimit.Comparison;

/// <summary>A point of one of two clouds, projected on a line.</summary>
internal interface IProjectedPoint<TSelf> : IComparable<TSelf>
    where TSelf : unmanaged, IProjectedPoint<TSelf>
{
    /// <summary>What points are sorted by: ascending keys have ascending places.</summary>
    double Key { get; }

    /// <summary>Where on the line.</summary>
    double Place { get; }

    /// <summary>The jump there of the first cloud's distribution, given the mass of one point where all weigh the same.</summary>
    double FirstJump(double mass);

    /// <summary>The jump there of the second cloud's distribution.</summary>
    double SecondJump(double mass);

    /// <summary>The point of given place, cloud and weight.</summary>
    static abstract TSelf Of(double place, bool ofSecond, double weight);
}

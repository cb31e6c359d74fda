using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>A velocity field u0(x), and the free flow x -> x + t u0(x) that it drives until its characteristics first cross.</summary>
public interface IVelocityField
{
    /// <summary>The word that names this field in a specification.</summary>
    string Name { get; }

    /// <summary>The time of the first crossing on the whole space; positive infinity if there is none.</summary>
    double CrossingTime { get; }

    /// <summary>u0(x), d numbers.</summary>
    void At(ReadOnlySpan<double> x, Span<double> u);

    /// <summary>The start x0 of the characteristic that is at a position at a time before the crossing: x0 + t u0(x0) = x.</summary>
    void Start(double time, ReadOnlySpan<double> position, Span<double> start);

    /// <summary>The determinant of the flow's derivative at a start, det(1 + t grad u0(x0)); positive before the crossing.</summary>
    double Jacobian(double time, ReadOnlySpan<double> start);

    /// <summary>The exact range of each component of u0 over a box.</summary>
    ImmutableArray<(double From, double To)> Range(ImmutableArray<(double From, double To)> box);

    /// <summary>Whether u0 is periodic on a torus, so that its flow is one of the torus.</summary>
    bool IsPeriodicOn(Torus torus);
}

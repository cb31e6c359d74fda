using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Reads an observable by its name in results.csv.</summary>
public static class ObservableValue
{
    private const string MomentumPrefix = "momentum-";

    /// <summary>Whether a measure is an observable.</summary>
    public static bool IsObservable(string measure) =>
        measure is "mass" or "energy" or "temperature" or "velocity-radius" or "entropy" or "mean-speed" || measure.StartsWith(MomentumPrefix, StringComparison.Ordinal);

    /// <summary>Its value; NaN where there is none, such as the entropy of particles.</summary>
    /// <exception cref="ArgumentException">There is no such observable.</exception>
    public static double Of(Observables observables, string measure) => measure switch
    {
        "mass" => observables.Mass,
        "energy" => observables.Energy,
        "temperature" => observables.Temperature,
        "velocity-radius" => observables.VelocityRadius,
        "entropy" => observables.Entropy,
        "mean-speed" => observables.Momentum[0], // speeds of first-order systems are not negative
        _ when measure.StartsWith(MomentumPrefix, StringComparison.Ordinal) =>
            observables.Momentum[int.Parse(measure.AsSpan(MomentumPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)],
        _ => throw new ArgumentException($"'{measure}' is not an observable.", nameof(measure)),
    };
}

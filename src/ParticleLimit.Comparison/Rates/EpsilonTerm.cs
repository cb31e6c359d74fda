using System.Globalization;

namespace ParticleLimit.Comparison;

/// <summary>One term of an expansion in eps: eps^p, or eps^p log(1/eps).</summary>
/// <param name="Power">p.</param>
/// <param name="Logarithm">Whether the logarithm is a factor.</param>
public readonly record struct EpsilonTerm(double Power, bool Logarithm = false)
{
    /// <summary>The term without its coefficient.</summary>
    public double At(double epsilon) => Math.Pow(epsilon, Power) * (Logarithm ? -Math.Log(epsilon) : 1);

    /// <summary>For example eps^2 log(1/eps).</summary>
    public override string ToString() => (Power == 1 ? "eps" : string.Create(CultureInfo.InvariantCulture, $"eps^{Power}")) + (Logarithm ? " log(1/eps)" : "");
}

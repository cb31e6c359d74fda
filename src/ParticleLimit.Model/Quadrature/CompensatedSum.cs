namespace ParticleLimit.Model;

/// <summary>A running sum whose rounding error does not grow with the number of terms.</summary>
/// <remarks>A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
/// The terms are added in the caller's order, so the sum is the same to the bit on every machine.</remarks>
public struct CompensatedSum
{
    private double sum;
    private double compensation;

    /// <summary>The sum of the terms so far.</summary>
    public readonly double Value => double.IsFinite(sum) ? sum + compensation : sum;

    /// <summary>Adds one term.</summary>
    /// <param name="term">The term; once one is not finite, neither is the sum.</param>
    public void Add(double term)
    {
        double next = sum + term;
        compensation += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
        sum = next;
    }
}

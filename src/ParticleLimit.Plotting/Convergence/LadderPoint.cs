namespace ParticleLimit.Plotting;

/// <summary>One rung of a ladder: a mean over rows and its interval.</summary>
/// <param name="Particles">N.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Lower">Lower end of its 95% interval; NaN with one row.</param>
/// <param name="Upper">Upper end of its 95% interval; NaN with one row.</param>
/// <param name="CertifiedLower">Mean of the rows' own lower bounds; NaN where any has none.</param>
/// <param name="CertifiedUpper">Mean of the rows' own upper bounds; NaN where any has none.</param>
/// <param name="Count">The number of rows.</param>
internal sealed record LadderPoint(
    int Particles, double Mean, double Lower, double Upper, double CertifiedLower, double CertifiedUpper, int Count)
{
    /// <summary>Whether the mean can stand on a logarithmic axis.</summary>
    public bool IsPositive => double.IsFinite(Mean) && Mean > 0;
}

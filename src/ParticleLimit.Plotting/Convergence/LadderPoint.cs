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
    // A bar that reaches further down than this share of the mean would leave a logarithmic axis mostly empty; it is cut.
    private const double LongestBar = 0.1;

    /// <summary>The ends of the interval and of the certificate that a logarithmic axis must hold.</summary>
    public IEnumerable<double> Ends =>
        new[] { Lower > LongestBar * Mean ? Lower : double.NaN, Upper, CertifiedLower, CertifiedUpper }.Where(value => double.IsFinite(value) && value > 0);

    /// <summary>Whether the mean can stand on a logarithmic axis.</summary>
    public bool IsPositive => double.IsFinite(Mean) && Mean > 0;
}

using System.Globalization;
using OxyPlot.Axes;

namespace ParticleLimit.Plotting;

/// <summary>A logarithmic axis whose labels suit the range: decades, or 1-2-5 steps, or even steps within a small part of a decade.</summary>
internal sealed class LogTickAxis : LogarithmicAxis
{
    private bool decadesOnly;

    /// <summary>An axis over a positive range.</summary>
    public LogTickAxis(double minimum, double maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
        LabelFormatter = Label;
    }

    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        (List<double> major, List<double> minor) = Ticks(ActualMinimum, ActualMaximum, out decadesOnly);
        majorLabelValues = majorTickValues = major;
        minorTickValues = minor;
    }

    /// <summary>The labelled and the unlabelled ticks of a positive range.</summary>
    internal static (List<double> Major, List<double> Minor) Ticks(double minimum, double maximum, out bool decadesOnly)
    {
        decadesOnly = false;
        var candidates = new List<(double Value, int Digit, int Decade)>();
        for (int decade = (int)Math.Floor(Math.Log10(minimum)); decade <= Math.Ceiling(Math.Log10(maximum)); decade++)
            for (int digit = 1; digit <= 9; digit++)
                candidates.Add((double.Parse(digit + "e" + decade, CultureInfo.InvariantCulture), digit, decade));
        candidates.RemoveAll(tick => tick.Value < minimum * (1 - 1e-9) || tick.Value > maximum * (1 + 1e-9));

        List<double> decades = [.. candidates.Where(tick => tick.Digit == 1).Select(tick => tick.Value)];
        if (decades.Count >= 3 || (decades.Count == 2 && maximum / minimum > 30))
        {
            decadesOnly = true;
            int stride = (decades.Count + 5) / 6;
            List<double> labelled = [.. decades.Where((_, index) => index % stride == 0)];
            return (labelled, stride == 1 ? [.. candidates.Select(tick => tick.Value).Except(labelled)] : [.. decades.Except(labelled)]);
        }

        List<double> steps = [.. candidates.Where(tick => tick.Digit is 1 or 2 or 5).Select(tick => tick.Value)];
        if (steps.Count >= 3) return (steps, [.. candidates.Select(tick => tick.Value).Except(steps)]);

        double rough = (maximum - minimum) / 4, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        List<double> even = [];
        for (double k = Math.Ceiling(minimum / step); k * step <= maximum * (1 + 1e-12); k++) even.Add(k * step);
        return (even, []);
    }

    private string Label(double value)
    {
        int exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        string power = "10" + Superscript(exponent);
        if (decadesOnly) return power;
        if (exponent is >= -3 and <= 5) return value.ToString("0.######", CultureInfo.InvariantCulture);
        double digits = Math.Round(value / Math.Pow(10, exponent), 3);
        return digits == 1 ? power : digits.ToString("0.###", CultureInfo.InvariantCulture) + "·" + power;
    }

    // Superscript characters, for OxyPlot leaves room for a label's plain characters and would count those of its own notation.
    private static string Superscript(int exponent) =>
        new([.. exponent.ToString(CultureInfo.InvariantCulture).Select(letter => letter == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[letter - '0'])]);
}

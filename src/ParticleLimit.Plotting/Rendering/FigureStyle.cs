using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace ParticleLimit.Plotting;

/// <summary>The look that all figures share: one journal column wide, white, thin frame, legible at that width, readable without colour.</summary>
internal static class FigureStyle
{
    /// <summary>One column, 8.6 cm, in 1/96 inch.</summary>
    public const double ColumnWidth = 325;

    /// <summary>The height of a plot without its legend.</summary>
    public const double PlotHeight = 255;

    /// <summary>The height one legend line adds.</summary>
    public const double LegendLine = 14.5;

    /// <summary>Text size, 7.5 points.</summary>
    public const double TextSize = 10;

    /// <summary>Black enough for print.</summary>
    public static OxyColor Ink { get; } = OxyColors.Black;

    /// <summary>Blue that prints dark grey.</summary>
    public static OxyColor Blue { get; } = OxyColor.FromRgb(0x00, 0x4A, 0x8F);

    /// <summary>Vermilion that prints middle grey and differs from the blue to every kind of eye.</summary>
    public static OxyColor Vermilion { get; } = OxyColor.FromRgb(0xC4, 0x55, 0x00);

    /// <summary>Middle grey.</summary>
    public static OxyColor Grey { get; } = OxyColor.FromRgb(0x77, 0x77, 0x77);

    /// <summary>The fill of a band of sampling, light enough that every line shows on it.</summary>
    public static OxyColor Band { get; } = OxyColor.FromRgb(0xE0, 0xE0, 0xE0);

    /// <summary>The fill of a band of certified bounds.</summary>
    public static OxyColor CertifiedBand { get; } = OxyColor.FromRgb(0xB9, 0xCF, 0xE6);

    /// <summary>The markers of successive series.</summary>
    public static MarkerType Marker(int series) =>
        (series % 5) switch { 0 => MarkerType.Circle, 1 => MarkerType.Square, 2 => MarkerType.Triangle, 3 => MarkerType.Diamond, _ => MarkerType.Cross };

    /// <summary>The dashes of successive series.</summary>
    public static LineStyle Dash(int series) =>
        (series % 5) switch { 0 => LineStyle.Solid, 1 => LineStyle.Dash, 2 => LineStyle.Dot, 3 => LineStyle.DashDot, _ => LineStyle.LongDash };

    /// <summary>The greys-to-blue shades of successive series, the last the darkest.</summary>
    public static OxyColor Shade(int series, int count) =>
        OxyColor.Interpolate(OxyColor.FromRgb(0x8F, 0xB4, 0xD8), OxyColor.FromRgb(0x00, 0x1F, 0x4D), count < 2 ? 1 : (double)series / (count - 1));

    /// <summary>An empty plot with a one-line title.</summary>
    public static PlotModel Plot(string title) => new()
    {
        Title = title,
        TitleFontSize = TextSize,
        TitleFontWeight = FontWeights.Normal,
        TitlePadding = 3,
        DefaultFont = FigureFont.Family,
        DefaultFontSize = TextSize,
        Culture = CultureInfo.InvariantCulture,
        Background = OxyColors.White,
        TextColor = Ink,
        PlotAreaBorderColor = Ink,
        PlotAreaBorderThickness = new OxyThickness(0.75),
        Padding = new OxyThickness(5, 3, 10, 4),
    };

    /// <summary>Gives an axis the shared look.</summary>
    public static T Styled<T>(this T axis, AxisPosition position, string title)
        where T : Axis
    {
        axis.Position = position;
        axis.Title = title;
        axis.AxisTitleDistance = position == AxisPosition.Bottom ? 5 : 9;
        axis.TickStyle = TickStyle.Inside;
        axis.MajorTickSize = 5;
        axis.MinorTickSize = 2.5;
        axis.AxislineThickness = 0.75;
        axis.TicklineColor = axis.MinorTicklineColor = Ink;
        axis.IsZoomEnabled = axis.IsPanEnabled = false;
        if (!axis.IsLogarithmic())
            axis.LabelFormatter = value => (Math.Abs(value) < 1e-14 ? "0" : value.ToString("G6", CultureInfo.InvariantCulture)).Replace('-', '−');
        return axis;
    }

    /// <summary>A legend below the plot, one entry a line.</summary>
    public static Legend LegendBelow() => new()
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.BottomLeft,
        LegendOrientation = LegendOrientation.Vertical,
        LegendFontSize = TextSize,
        LegendSymbolLength = 26,
        LegendMargin = 2,
        LegendPadding = 2,
        LegendLineSpacing = 1,
        LegendBorderThickness = 0,
        AllowUseFullExtent = true,
    };

    /// <summary>A plot that holds a sentence instead of data.</summary>
    public static PlotModel Note(string title, string note)
    {
        PlotModel model = Plot(title);
        model.PlotAreaBorderColor = Grey;
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 1, IsAxisVisible = false });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1, IsAxisVisible = false });
        model.Annotations.Add(new TextAnnotation
        {
            Text = Wrapped(note, 44),
            TextPosition = new DataPoint(0.5, 0.5),
            TextHorizontalAlignment = HorizontalAlignment.Center,
            TextVerticalAlignment = VerticalAlignment.Middle,
            StrokeThickness = 0,
            FontSize = TextSize,
        });
        return model;
    }

    /// <summary>Breaks a sentence into lines of at most so many characters.</summary>
    public static string Wrapped(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width) lines.Add("");
            lines[^1] += (lines[^1].Length > 0 ? " " : "") + word;
        }

        return string.Join('\n', lines);
    }
}

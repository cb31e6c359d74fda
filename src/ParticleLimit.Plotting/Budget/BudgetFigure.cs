using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>What the sources of error contribute to each measure of the finest rung, as bars set end to end.</summary>
internal static class BudgetFigure
{
    private const double BarHeight = 26;
    private const double Frame = 95;

    /// <summary>Draws the budget; null without one, or without a distance or a coupling error in it.</summary>
    public static Figure? Draw(FigureInputs inputs)
    {
        if (inputs.Budget is not { } budget) return null;

        // From the bottom up, as the axis counts.
        MeasureBudget[] measures = [.. budget.Measures.Where(entry =>
            MeasureLabel.IsError(entry.Measure) && entry.Value > 0 && !entry.Parts.IsEmpty).Reverse()];
        if (measures.Length == 0) return null;

        PlotModel model = FigureStyle.Plot(FigureSet.Title(inputs.Specification, budget.Time)
            + string.Create(CultureInfo.InvariantCulture, $", N = {budget.Particles}"));
        CategoryAxis names = new CategoryAxis { GapWidth = 0.5 }.Styled(AxisPosition.Left, "");
        names.LabelFormatter = null;
        names.TickStyle = TickStyle.None;
        names.Labels.AddRange(measures.Select(entry => entry.Measure));
        model.Axes.Add(names);
        double longest = measures.Max(entry => entry.Parts.Sum(part => entry.Share(part.Value)));
        LinearAxis share = new LinearAxis { Minimum = 0, Maximum = Math.Max(0.4, 1.2 * longest) }.Styled(AxisPosition.Bottom, "share of the measured value");
        model.Axes.Add(share);
        BudgetSource[] sources = [.. BudgetSource.All.Where(source => measures.Any(entry => entry.Parts.Any(part => part.Source == source && part.Value > 0)))];
        for (int k = 0; k < sources.Length; k++)
        {
            BudgetSource source = sources[k];
            var bars = new BarSeries
            {
                Title = source.Words,
                IsStacked = true,
                FillColor = Fill(source),
                StrokeColor = FigureStyle.Ink,
                StrokeThickness = 0.5,
            };
            bars.Items.AddRange(measures.Select((entry, row) =>
                new BarItem(entry.Share(entry.Parts.Where(part => part.Source == source).Sum(part => part.Value)), row)));
            model.Series.Add(bars);
        }

        for (int row = 0; row < measures.Length; row++)
        {
            double sum = measures[row].Parts.Sum(part => measures[row].Share(part.Value));
            model.Annotations.Add(new TextAnnotation
            {
                Text = " " + sum.ToString("G2", CultureInfo.InvariantCulture).Replace('-', '−'),
                TextPosition = new DataPoint(sum, row),
                StrokeThickness = 0,
                TextHorizontalAlignment = HorizontalAlignment.Left,
                TextVerticalAlignment = VerticalAlignment.Middle,
                FontSize = FigureStyle.TextSize,
            });
        }

        model.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.Vertical,
            X = MeasureBudget.LargestShare,
            Color = FigureStyle.Vermilion,
            LineStyle = LineStyle.Dash,
            StrokeThickness = 1,
        });
        model.Legends.Add(FigureStyle.LegendBelow());
        var file = new FigureFile("budget",
            "What each source of error contributes to the measures of the finest rung at the last time, each measured, as a share of the measured value;"
            + " the number is their sum. Beyond the dashed line, a third, a source forbids to quote an order of the limit.",
            "Is what is measured the limit's own error?");
        return new(file, FigureStyle.ColumnWidth, Frame + BarHeight * measures.Length + FigureStyle.LegendLine * sources.Length, model);
    }

    private static OxyColor Fill(BudgetSource source) =>
        source == BudgetSource.TimeStepping ? FigureStyle.Blue
        : source == BudgetSource.ReferenceSolver ? FigureStyle.Vermilion
        : source == BudgetSource.Locality ? FigureStyle.Ink
        : source == BudgetSource.ReferenceCloud ? FigureStyle.CertifiedBand
        : source == BudgetSource.Binning ? FigureStyle.Grey
        : FigureStyle.Band;
}

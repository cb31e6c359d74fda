using System.Globalization;
using OxyPlot;

namespace ParticleLimit.Plotting;

/// <summary>A figure of one <see cref="HeatMapPlot"/> with particles over it, named in title and caption; a note where there is nothing to show.</summary>
internal static class HeatMapFigure
{
    /// <summary>Draws it.</summary>
    /// <param name="file">Name, caption and question.</param>
    /// <param name="title">The title.</param>
    /// <param name="x">Cell centres of the axis to the right.</param>
    /// <param name="y">Cell centres of the axis upwards.</param>
    /// <param name="values">The density as [x, y].</param>
    /// <param name="labels">What stands at the axes and at the bar.</param>
    /// <param name="particles">N.</param>
    /// <param name="points">The particles on the plane; null for none.</param>
    public static Figure Draw(
        FigureFile file, string title, double[] x, double[] y, double[,] values, (string X, string Y, string Value) labels, int particles, (double[] X, double[] Y)? points)
    {
        if (!HeatMapPlot.CanDraw(x, y, values))
        {
            const string Note = "The field has no finite values on a grid of at least 2 x 2 cells: nothing to show.";
            return new(file with { Caption = file.Caption + " " + Note }, FigureStyle.ColumnWidth, HeatMapPlot.Height, FigureStyle.Note(title, Note));
        }

        (PlotModel model, int drawn) = HeatMapPlot.Draw(title, x, y, values, labels, points);
        if (points is { } cloud)
        {
            string which = drawn == cloud.X.Length ? "all" : $"{drawn} of", over = string.Create(CultureInfo.InvariantCulture, $"{which} {particles} particles");
            model.Title += ", " + over;
            file = file with { Caption = file.Caption + $" Circles: {over}." };
        }

        return new(file, FigureStyle.ColumnWidth, HeatMapPlot.Height, model);
    }
}

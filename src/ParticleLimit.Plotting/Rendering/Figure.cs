using OxyPlot;

namespace ParticleLimit.Plotting;

/// <summary>A figure before it is written: plots placed on a white page.</summary>
/// <param name="File">Its name and words.</param>
/// <param name="Width">Width in 1/96 inch.</param>
/// <param name="Height">Height in 1/96 inch.</param>
/// <param name="Panels">The plots and where they stand.</param>
internal sealed record Figure(FigureFile File, double Width, double Height, IReadOnlyList<(PlotModel Model, OxyRect Place)> Panels)
{
    /// <summary>A figure of one plot that fills the page.</summary>
    public Figure(FigureFile file, double width, double height, PlotModel model)
        : this(file, width, height, [(model, new OxyRect(0, 0, width, height))])
    {
    }
}

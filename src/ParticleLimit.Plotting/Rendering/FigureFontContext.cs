using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace ParticleLimit.Plotting;

/// <summary>OxyPlot's Skia renderer, with <see cref="FigureFont"/> for every text whatever family or weight is asked for.</summary>
/// <remarks>The renderer of OxyPlot 2.2 finds typefaces among the machine's fonts only,
/// so the two text methods of the interface are implemented again.</remarks>
internal sealed class FigureFontContext : SkiaRenderContext, IRenderContext
{
    private readonly SKPaint text = new() { Typeface = FigureFont.Typeface, IsAntialias = true, SubpixelText = true, HintingLevel = SKPaintHinting.NoHinting };

    /// <inheritdoc/>
    void IRenderContext.DrawText(
        ScreenPoint p, string text, OxyColor fill, string? fontFamily, double fontSize, double fontWeight, double rotation,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text) || !fill.IsVisible()) return;
        this.text.TextSize = (float)fontSize * DpiScale;
        this.text.Color = fill.ToSKColor();
        this.text.TextAlign = horizontalAlignment switch
        {
            HorizontalAlignment.Left => SKTextAlign.Left,
            HorizontalAlignment.Center => SKTextAlign.Center,
            _ => SKTextAlign.Right,
        };
        string[] lines = text.Split('\n');
        float lineHeight = this.text.GetFontMetrics(out SKFontMetrics metrics);
        float baseline = verticalAlignment switch
        {
            VerticalAlignment.Top => -metrics.Ascent,
            VerticalAlignment.Middle => -(metrics.Ascent + metrics.Descent + lineHeight * (lines.Length - 1)) / 2,
            _ => -metrics.Descent - lineHeight * (lines.Length - 1),
        };

        SkCanvas.Save();
        SkCanvas.Translate((float)p.X * DpiScale, (float)p.Y * DpiScale);
        SkCanvas.RotateDegrees((float)rotation);
        for (int line = 0; line < lines.Length; line++) SkCanvas.DrawText(lines[line], 0, baseline + line * lineHeight, this.text);
        SkCanvas.Restore();
    }

    /// <inheritdoc/>
    OxySize IRenderContext.MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text)) return OxySize.Empty;
        this.text.TextSize = (float)fontSize;
        string[] lines = text.Split('\n');
        double height = this.text.GetFontMetrics(out _) * lines.Length;
        return new OxySize(lines.Max(this.text.MeasureText), height);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}

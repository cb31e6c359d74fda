using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace ParticleLimit.Plotting;

/// <summary>Writes a figure as SVG, PDF and PNG, each appearing whole or not at all.</summary>
internal static class FigureWriter
{
    private const float ScreenResolution = 96, PrintResolution = 300, PointsPerInch = 72;

    /// <summary>Writes the three files into a directory that exists.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(Figure figure, string directory)
    {
        string path = Path.Combine(directory, figure.File.Name);
        WriteWhole(path + ".svg", stream => Svg(figure, stream));
        WriteWhole(path + ".pdf", stream => Pdf(figure, stream));
        WriteWhole(path + ".png", stream => Png(figure, stream));
    }

    /// <summary>Writes a file under another name and moves it into place.</summary>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        string unfinished = path + ".unfinished";
        using (FileStream stream = File.Create(unfinished)) write(stream);
        File.Move(unfinished, path, overwrite: true);
    }

    private static void Svg(Figure figure, Stream stream)
    {
        using var measurer = new FigureFontContext { RenderTarget = RenderTarget.VectorGraphic };
        using var memory = new MemoryStream();
        using (var context = new SvgRenderContext(memory, figure.Width, figure.Height, true, measurer, OxyColors.White, true))
        {
            Render(figure, context);
            context.Complete();
            context.Flush();
            memory.WriteTo(stream);
        }
    }

    private static void Pdf(Figure figure, Stream stream)
    {
        float scale = PointsPerInch / ScreenResolution;
        var metadata = new SKDocumentPdfMetadata
        {
            Title = figure.File.Name,
            Subject = figure.File.Caption,
            Creator = "ParticleLimit",
            RasterDpi = PrintResolution,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality, // without loss; the zero of a struct means the worst JPEG
        };
        using var memory = new MemoryStream();
        using (var document = SKDocument.CreatePdf(memory, metadata))
        using (SKCanvas canvas = document.BeginPage((float)figure.Width * scale, (float)figure.Height * scale))
        using (var context = new FigureFontContext { RenderTarget = RenderTarget.VectorGraphic, SkCanvas = canvas, DpiScale = scale })
        {
            canvas.Clear(SKColors.White);
            Render(figure, context);
            document.EndPage();
            document.Close();
        }

        memory.WriteTo(stream);
    }

    private static void Png(Figure figure, Stream stream)
    {
        float scale = PrintResolution / ScreenResolution;
        using var bitmap = new SKBitmap((int)Math.Ceiling(figure.Width * scale), (int)Math.Ceiling(figure.Height * scale));
        using (var canvas = new SKCanvas(bitmap))
        using (var context = new FigureFontContext { RenderTarget = RenderTarget.PixelGraphic, SkCanvas = canvas, DpiScale = scale })
        {
            canvas.Clear(SKColors.White);
            Render(figure, context);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private static void Render(Figure figure, IRenderContext context)
    {
        foreach ((PlotModel model, OxyRect place) in figure.Panels)
        {
            ((IPlotModel)model).Update(true);
            ((IPlotModel)model).Render(context, place);
        }
    }
}

using SkiaSharp;

namespace ParticleLimit.Plotting;

/// <summary>The typeface of every figure, carried inside the assembly so that text appears on a machine without fonts.</summary>
internal static class FigureFont
{
    /// <summary>The family for viewers of SVG, the embedded one first and fallbacks of about its width after it.</summary>
    public const string Family = "DejaVu Sans Condensed, Arial, Helvetica, sans-serif";

    private static readonly Lazy<SKTypeface> typeface = new(() =>
    {
        using SKData data = SKData.CreateCopy(Bytes());
        return SKTypeface.FromData(data);
    });

    /// <summary>The typeface; shared, not to be disposed.</summary>
    public static SKTypeface Typeface => typeface.Value;

    /// <summary>The TrueType file.</summary>
    public static byte[] Bytes()
    {
        using Stream stream = typeof(FigureFont).Assembly.GetManifestResourceStream("figure-font.ttf")
            ?? throw new InvalidOperationException("The figure font is missing from the assembly.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

using OxyPlot;
using ParticleLimit.Plotting;
using SkiaSharp;

namespace ParticleLimit.Tests;

public sealed class FigureTextTests
{
    [Fact]
    public void The_embedded_font_has_a_glyph_for_every_character_of_every_label()
    {
        string[] measures =
        [
            "w1", "w2", "w1-position", "w1-velocity", "sliced-w1", "sliced-w1-position", "sliced-w1-velocity", "energy-distance", "bounded-lipschitz", "mmd", "h-minus-s",
            "coupling-velocity-mse", "coupling-position-mse", "energy-bias", "fourth-moment-bias", "gaussian-bias", "pair-excess", "dissipation-deficit", "mass", "energy", "temperature", "velocity-radius", "entropy", "mean-speed", "momentum-0",
        ];
        string text = string.Concat(measures.Select(measure => MeasureLabel.Of(measure).Title))
            + LadderPlot.PowerOfN(0.5) + LadderPlot.PowerOfN(-0.1234) + "εγΔ⁰¹²³⁴⁵⁶⁷⁸⁹⁻·−–";
        Assert.All(text, letter => Assert.NotEqual(0, FigureFont.Typeface.GetGlyph(letter)));
    }

    [Fact]
    public void Text_reaches_the_pixels_whatever_family_is_asked_for()
    {
        using var bitmap = new SKBitmap(200, 40);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var context = new FigureFontContext { SkCanvas = canvas };
        ((IRenderContext)context).DrawText(new ScreenPoint(5, 5), "W ε", OxyColors.Black, "No Such Family", 20, 700);
        Assert.InRange(bitmap.Pixels.Count(pixel => pixel.Red < 128), 50, 2000);
        OxySize one = ((IRenderContext)context).MeasureText("W ε", "No Such Family", 20, 700);
        OxySize two = ((IRenderContext)context).MeasureText("W ε\nW ε", "Other", 20, 400);
        Assert.Equal(one.Width, two.Width);
        Assert.Equal(2 * one.Height, two.Height, 1e-9);
    }

    [Theory]
    [InlineData(0.5, "N^{−1/2}")]
    [InlineData(1.0, "N^{−1}")]
    [InlineData(2.0 / 3, "N^{−2/3}")]
    [InlineData(-0.25, "N^{1/4}")]
    [InlineData(0.0, "N^{0}")]
    [InlineData(0.1234, "N^{−0.123}")]
    public void Powers_are_printed_as_fractions_where_they_are(double order, string text) => Assert.Equal(text, LadderPlot.PowerOfN(order));

    [Theory]
    [InlineData(1e3, 1e6)]
    [InlineData(1000, 8000)]
    [InlineData(0.041, 0.079)]
    [InlineData(0.99, 1.01)]
    [InlineData(1e-30, 1e30)]
    [InlineData(1600, 102400)]
    public void Ticks_ascend_inside_the_range_and_are_neither_few_nor_many(double minimum, double maximum)
    {
        (List<double> major, List<double> minor) = LogTickAxis.Ticks(minimum, maximum, out _);
        Assert.InRange(major.Count, 2, 11);
        Assert.Equal(major.Order(), major);
        Assert.All(major.Concat(minor), tick => Assert.InRange(tick, minimum * (1 - 1e-9), maximum * (1 + 1e-9)));
        Assert.Empty(major.Intersect(minor));
    }
}

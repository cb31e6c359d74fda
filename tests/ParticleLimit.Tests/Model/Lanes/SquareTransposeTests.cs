using System.Runtime.Intrinsics;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>Rows become columns, to any distance, through the caches or past them.</summary>
public sealed unsafe class SquareTransposeTests
{
    private const int Width = SquareTranspose.Width;

    [Theory]
    [InlineData(8, false)]
    [InlineData(24, false)]
    [InlineData(8, true)]
    [InlineData(24, true)]
    public void Every_number_goes_to_its_mirror_image(int apart, bool pastCaches)
    {
        double[] rows = [.. Enumerable.Range(0, Width * Width).Select(k => Math.Sqrt(k))];
        Vector512<double>[] r = [.. Enumerable.Range(0, Width).Select(k => Vector512.Create<double>(rows.AsSpan(k * Width, Width)))];
        using var block = new NativeBlock(Width * apart * sizeof(double)); // aligned, as streams have to be
        if (pastCaches) SquareTranspose.Stream(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], block.Doubles, apart);
        else SquareTranspose.Store(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], block.Doubles, apart);
        for (int c = 0; c < Width; c++)
            for (int k = 0; k < Width; k++) Assert.Equal(rows[k * Width + c], block.Doubles[c * apart + k]);
    }

    [Fact]
    public void Rows_of_four_become_four_columns()
    {
        double[] rows = [.. Enumerable.Range(0, 4 * Width).Select(k => Math.Sqrt(k))], columns = new double[4 * 11];
        fixed (double* from = rows, to = columns) SquareTranspose.StoreFours(from, to, 11);
        for (int c = 0; c < 4; c++)
            for (int k = 0; k < Width; k++) Assert.Equal(rows[4 * k + c], columns[c * 11 + k]);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Comparison;

/// <summary>The orthonormal transform that makes the second difference diagonal on one axis of a grid: cosines where values are mirrored at both ends, Hartley's
/// where they are periodic. It is done for 32 columns at once, as the real and imaginary parts of 16 complex ones.</summary>
/// <remarks>Cosines: J. Makhoul, "A fast cosine transform in one and two dimensions", IEEE Trans. Acoust. Speech Signal Process. 28 (1980). The complex
/// transform is Stockham's, in passes of radix 4, 3 and 2. After it both kinds are the same rotation of the entries k and n - k.</remarks>
internal sealed class RealTransform
{
    /// <summary>The columns transformed at once.</summary>
    public const int Columns = 32;

    private readonly int[] places;
    private readonly float[] cosines, sines;
    private readonly List<(int Radix, float[] Twiddles)> passes = [];

    /// <summary>The transform of a length 2^a or 3 2^a, at least 4.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public RealTransform(int length, bool periodic)
    {
        if (!IsLength(length)) throw new ArgumentException($"The length of a transform is 2^a or 3 2^a, at least 4, not {length}.", nameof(length));
        (Length, Periodic) = (length, periodic);
        places = [.. Enumerable.Range(0, length).Select(k => periodic ? k : k < (length + 1) / 2 ? 2 * k : 2 * (length - 1 - k) + 1)];
        double half = Math.Sqrt(0.5), scale = Math.Sqrt(0.5 / length);
        cosines = [.. Enumerable.Range(0, length).Select(k => (float)(scale * (periodic ? half : Math.Cos(Math.PI * k / (2 * length)))))];
        sines = [.. Enumerable.Range(0, length).Select(k => (float)(scale * (periodic ? -half : Math.Sin(Math.PI * k / (2 * length)))))];
        for (int left = length; left > 1;)
        {
            int radix = left % 3 == 0 ? 3 : left % 4 == 0 ? 4 : 2;
            float[] twiddles = new float[2 * left];
            for (int p = 0; p < left; p++) (twiddles[2 * p], twiddles[2 * p + 1]) = ((float)Math.Cos(2 * Math.PI * p / left), (float)-Math.Sin(2 * Math.PI * p / left));
            passes.Add((radix, twiddles));
            left /= radix;
        }
    }

    /// <summary>n.</summary>
    public int Length { get; }

    /// <summary>Whether the axis is periodic.</summary>
    public bool Periodic { get; }

    /// <summary>The numbers of a work area.</summary>
    public int WorkLength => Length * Columns;

    /// <summary>Whether there is a transform of this length.</summary>
    public static bool IsLength(int length) => length >= 4 && (BitOperations.IsPow2(length) || (length % 3 == 0 && BitOperations.IsPow2(length / 3)));

    /// <summary>Minus the eigenvalue of the second difference for mode k.</summary>
    public double Eigenvalue(int k) => 2 - 2 * Math.Cos((Periodic ? 2 : 1) * Math.PI * k / Length);

    /// <summary>The place in the work area where the transform looks for entry k of the columns, and leaves it after the way back.</summary>
    public int Place(int k) => places[k];

    /// <summary>Transforms in place: entries at [k * 32 + column], entry k of the input being that of <see cref="Place"/>.</summary>
    public void Forward(Span<float> values, Span<float> work)
    {
        Span<Vector512<float>> a = Complex(values), b = Complex(work);
        Fourier(a, b);
        Vector512<float> once = Vector512.Create((float)(1 / Math.Sqrt(Length)));
        foreach (int k in (ReadOnlySpan<int>)[0, Length / 2]) (a[2 * k], a[2 * k + 1]) = (once * a[2 * k], once * a[2 * k + 1]);
        for (int k = 1; 2 * k < Length; k++)
        {
            int other = Length - k;
            Vector512<float> vr = a[2 * k], vi = a[2 * k + 1], wr = a[2 * other], wi = a[2 * other + 1], c = Vector512.Create(cosines[k]), s = Vector512.Create(sines[k]);
            (Vector512<float> ar, Vector512<float> ai, Vector512<float> br, Vector512<float> bi) = (vr + wr, vi - wi, vi + wi, wr - vr);
            (a[2 * k], a[2 * k + 1]) = (c * ar + s * ai, c * br + s * bi);
            (a[2 * other], a[2 * other + 1]) = (s * ar - c * ai, s * br - c * bi);
        }
    }

    /// <summary>The inverse of <see cref="Forward"/>.</summary>
    public void Backward(Span<float> values, Span<float> work)
    {
        Span<Vector512<float>> a = Complex(values), b = Complex(work);
        Vector512<float> once = Vector512.Create((float)(1 / Math.Sqrt(Length)));
        foreach (int k in (ReadOnlySpan<int>)[0, Length / 2]) (a[2 * k], a[2 * k + 1]) = (once * a[2 * k], -once * a[2 * k + 1]);
        for (int k = 1; 2 * k < Length; k++)
        {
            // The conjugate of what the way there has, so that the same complex transform leads back.
            int other = Length - k;
            Vector512<float> xa = a[2 * k], xb = a[2 * k + 1], ya = a[2 * other], yb = a[2 * other + 1], c = Vector512.Create(cosines[k]), s = Vector512.Create(sines[k]);
            (Vector512<float> ar, Vector512<float> ai, Vector512<float> br, Vector512<float> bi) = (c * xa + s * ya, s * xa - c * ya, c * xb + s * yb, s * xb - c * yb);
            (a[2 * k], a[2 * k + 1]) = (ar - bi, -ai - br);
            (a[2 * other], a[2 * other + 1]) = (ar + bi, ai - br);
        }

        Fourier(a, b);
        for (int k = 0; k < Length; k++) a[2 * k + 1] = -a[2 * k + 1];
    }

    private Span<Vector512<float>> Complex(Span<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values[..(Length * Columns)]);

    /// <summary>sum_j a_j exp(-2 pi i j k / n), left in a.</summary>
    private void Fourier(Span<Vector512<float>> a, Span<Vector512<float>> b)
    {
        Span<Vector512<float>> from = a, to = b;
        int stride = 1, left = Length;
        foreach ((int radix, float[] twiddles) in passes)
        {
            int m = left / radix;
            for (int p = 0; p < m; p++)
            {
                Span<Vector512<float>> source = from[(2 * stride * p)..], target = to[(2 * stride * radix * p)..];
                if (radix == 4) Radix4(source, target, stride, 2 * stride * m, twiddles, p);
                else if (radix == 3) Radix3(source, target, stride, 2 * stride * m, twiddles, p);
                else Radix2(source, target, stride, 2 * stride * m);
            }

            Span<Vector512<float>> swap = from;
            from = to;
            to = swap;
            (left, stride) = (m, stride * radix);
        }

        if (passes.Count % 2 == 1) from.CopyTo(a);
    }

    private static void Radix2(Span<Vector512<float>> from, Span<Vector512<float>> to, int stride, int apart)
    {
        // Only ever the last pass, whose twiddles are one.
        for (int q = 0; q < 2 * stride; q++) (to[q], to[q + 2 * stride]) = (from[q] + from[q + apart], from[q] - from[q + apart]);
    }

    private static void Radix3(Span<Vector512<float>> from, Span<Vector512<float>> to, int stride, int apart, float[] twiddles, int p)
    {
        Vector512<float> root = Vector512.Create((float)(Math.Sqrt(3) / 2)), half = Vector512.Create(0.5f);
        (Vector512<float> r1, Vector512<float> i1) = Twiddle(twiddles, p);
        (Vector512<float> r2, Vector512<float> i2) = Twiddle(twiddles, 2 * p);
        for (int q = 0; q < 2 * stride; q += 2)
        {
            Vector512<float> ar = from[q], ai = from[q + 1], br = from[q + apart], bi = from[q + apart + 1], cr = from[q + 2 * apart], ci = from[q + 2 * apart + 1];
            (Vector512<float> sr, Vector512<float> si, Vector512<float> dr, Vector512<float> di) = (br + cr, bi + ci, root * (br - cr), root * (bi - ci));
            (to[q], to[q + 1]) = (ar + sr, ai + si);
            (Vector512<float> er, Vector512<float> ei) = (ar - half * sr, ai - half * si);
            Store(to, q + 2 * stride, er + di, ei - dr, r1, i1);
            Store(to, q + 4 * stride, er - di, ei + dr, r2, i2);
        }
    }

    private static void Radix4(Span<Vector512<float>> from, Span<Vector512<float>> to, int stride, int apart, float[] twiddles, int p)
    {
        (Vector512<float> r1, Vector512<float> i1) = Twiddle(twiddles, p);
        (Vector512<float> r2, Vector512<float> i2) = Twiddle(twiddles, 2 * p);
        (Vector512<float> r3, Vector512<float> i3) = Twiddle(twiddles, 3 * p);
        for (int q = 0; q < 2 * stride; q += 2)
        {
            Vector512<float> ar = from[q], ai = from[q + 1], br = from[q + apart], bi = from[q + apart + 1];
            Vector512<float> cr = from[q + 2 * apart], ci = from[q + 2 * apart + 1], dr = from[q + 3 * apart], di = from[q + 3 * apart + 1];
            (Vector512<float> er, Vector512<float> ei, Vector512<float> fr, Vector512<float> fi) = (ar + cr, ai + ci, ar - cr, ai - ci);
            (Vector512<float> gr, Vector512<float> gi, Vector512<float> hr, Vector512<float> hi) = (br + dr, bi + di, br - dr, bi - di);
            (to[q], to[q + 1]) = (er + gr, ei + gi);
            Store(to, q + 2 * stride, fr + hi, fi - hr, r1, i1);
            Store(to, q + 4 * stride, er - gr, ei - gi, r2, i2);
            Store(to, q + 6 * stride, fr - hi, fi + hr, r3, i3);
        }
    }

    private static (Vector512<float> Real, Vector512<float> Imaginary) Twiddle(float[] twiddles, int p) =>
        (Vector512.Create(twiddles[2 * p]), Vector512.Create(twiddles[2 * p + 1]));

    private static void Store(Span<Vector512<float>> to, int place, Vector512<float> re, Vector512<float> im, Vector512<float> cosine, Vector512<float> sine)
    {
        to[place] = re * cosine - im * sine;
        to[place + 1] = re * sine + im * cosine;
    }
}

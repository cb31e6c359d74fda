using System.Numerics;
using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The discrete Fourier transform along one axis of a grid of complex numbers, real and imaginary parts apart.</summary>
/// <remarks>Stockham's, in passes of radix 4, 3 and 2. All lines that pass through neighbouring cells of the later axes are done side by side,
/// so that only the first passes of the last axis run one number at a time.</remarks>
internal sealed unsafe class FourierTransform
{
    private static readonly double HalfRootThree = Math.Sqrt(3) / 2;

    private readonly (int Radix, double[] Cosines, double[] Sines)[] passes;

    /// <summary>The transform of a length 2^a 3^b.</summary>
    /// <exception cref="ArgumentException">The length has another divisor.</exception>
    public FourierTransform(int length)
    {
        if (!IsLength(length)) throw new ArgumentException($"The length of a transform is 2^a 3^b, not {length}.", nameof(length));
        Length = length;
        var list = new List<(int, double[], double[])>();
        for (int left = length; left > 1;)
        {
            int radix = left % 4 == 0 ? 4 : left % 3 == 0 ? 3 : 2, whole = left;
            list.Add((radix, Table(p => Math.Cos(2 * Math.PI * p / whole)), Table(p => -Math.Sin(2 * Math.PI * p / whole))));
            left /= radix;

            double[] Table(Func<int, double> value) => [.. Enumerable.Range(0, whole).Select(value)];
        }

        passes = [.. list];
    }

    /// <summary>n.</summary>
    public int Length { get; }

    /// <summary>Whether there is a transform of this length.</summary>
    public static bool IsLength(int length)
    {
        while (length > 0 && length % 3 == 0) length /= 3;
        return BitOperations.IsPow2(length);
    }

    /// <summary>The least length with a transform that is not below another.</summary>
    public static int LengthFor(int least)
    {
        while (!IsLength(least)) least++;
        return least;
    }

    /// <summary>Replaces a by sum_j a_j exp(-2 pi i j k / n) in every line; with real and imaginary parts exchanged, by n times the inverse.</summary>
    /// <param name="real">The real parts: [n][lines].</param>
    /// <param name="imaginary">The imaginary parts.</param>
    /// <param name="workReal">Room for as many numbers.</param>
    /// <param name="workImaginary">Room for as many numbers.</param>
    /// <param name="lines">Lines side by side.</param>
    public void Apply(double* real, double* imaginary, double* workReal, double* workImaginary, int lines)
    {
        double* fromReal = real, fromImaginary = imaginary, toReal = workReal, toImaginary = workImaginary;
        int left = Length, stride = lines;
        foreach ((int radix, double[] cosines, double[] sines) in passes)
        {
            int parts = left / radix;
            for (int p = 0; p < parts; p++)
            {
                var pass = new Pass(
                    fromReal + stride * p, fromImaginary + stride * p, toReal + stride * radix * p, toImaginary + stride * radix * p,
                    stride * parts, stride, cosines, sines, p);
                int whole = stride / Lanes512.Count * Lanes512.Count;
                if (radix == 4)
                {
                    pass.Four<Lanes512>(0, whole);
                    pass.Four<SingleLane>(whole, stride);
                }
                else if (radix == 3)
                {
                    pass.Three<Lanes512>(0, whole);
                    pass.Three<SingleLane>(whole, stride);
                }
                else
                {
                    pass.Two<Lanes512>(0, whole);
                    pass.Two<SingleLane>(whole, stride);
                }
            }

            double* swap = fromReal;
            fromReal = toReal;
            toReal = swap;
            swap = fromImaginary;
            fromImaginary = toImaginary;
            toImaginary = swap;
            (left, stride) = (parts, stride * radix);
        }

        if (fromReal == real) return;
        Unsafe.CopyBlock(real, fromReal, (uint)(Length * lines * sizeof(double)));
        Unsafe.CopyBlock(imaginary, fromImaginary, (uint)(Length * lines * sizeof(double)));
    }

    /// <summary>The butterflies of one twiddle factor.</summary>
    private readonly struct Pass(
        double* fromReal, double* fromImaginary, double* toReal, double* toImaginary, int apart, int stride, double[] cosines, double[] sines, int p)
    {
        // Only ever the last pass, whose twiddle factors are one.
        public void Two<T>(int first, int end)
            where T : struct, ILanes<T>
        {
            for (int q = first; q < end; q += T.Count)
            {
                (T ar, T ai, T br, T bi) = (T.Load(fromReal + q), T.Load(fromImaginary + q), T.Load(fromReal + q + apart), T.Load(fromImaginary + q + apart));
                (ar + br).Store(toReal + q);
                (ai + bi).Store(toImaginary + q);
                (ar - br).Store(toReal + q + stride);
                (ai - bi).Store(toImaginary + q + stride);
            }
        }

        public void Three<T>(int first, int end)
            where T : struct, ILanes<T>
        {
            T root = T.Broadcast(HalfRootThree), half = T.Broadcast(0.5);
            (T r1, T i1, T r2, T i2) = (T.Broadcast(cosines[p]), T.Broadcast(sines[p]), T.Broadcast(cosines[2 * p]), T.Broadcast(sines[2 * p]));
            for (int q = first; q < end; q += T.Count)
            {
                (T ar, T ai) = (T.Load(fromReal + q), T.Load(fromImaginary + q));
                (T br, T bi) = (T.Load(fromReal + q + apart), T.Load(fromImaginary + q + apart));
                (T cr, T ci) = (T.Load(fromReal + q + 2 * apart), T.Load(fromImaginary + q + 2 * apart));
                (T sr, T si, T dr, T di) = (br + cr, bi + ci, root * (br - cr), root * (bi - ci));
                (ar + sr).Store(toReal + q);
                (ai + si).Store(toImaginary + q);
                (T er, T ei) = (ar - half * sr, ai - half * si);
                Store(q + stride, er + di, ei - dr, r1, i1);
                Store(q + 2 * stride, er - di, ei + dr, r2, i2);
            }
        }

        public void Four<T>(int first, int end)
            where T : struct, ILanes<T>
        {
            (T r1, T i1) = (T.Broadcast(cosines[p]), T.Broadcast(sines[p]));
            (T r2, T i2) = (T.Broadcast(cosines[2 * p]), T.Broadcast(sines[2 * p]));
            (T r3, T i3) = (T.Broadcast(cosines[3 * p]), T.Broadcast(sines[3 * p]));
            for (int q = first; q < end; q += T.Count)
            {
                (T ar, T ai) = (T.Load(fromReal + q), T.Load(fromImaginary + q));
                (T br, T bi) = (T.Load(fromReal + q + apart), T.Load(fromImaginary + q + apart));
                (T cr, T ci) = (T.Load(fromReal + q + 2 * apart), T.Load(fromImaginary + q + 2 * apart));
                (T dr, T di) = (T.Load(fromReal + q + 3 * apart), T.Load(fromImaginary + q + 3 * apart));
                (T er, T ei, T fr, T fi) = (ar + cr, ai + ci, ar - cr, ai - ci);
                (T gr, T gi, T hr, T hi) = (br + dr, bi + di, br - dr, bi - di);
                (er + gr).Store(toReal + q);
                (ei + gi).Store(toImaginary + q);
                Store(q + stride, fr + hi, fi - hr, r1, i1);
                Store(q + 2 * stride, er - gr, ei - gi, r2, i2);
                Store(q + 3 * stride, fr - hi, fi + hr, r3, i3);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store<T>(int place, T re, T im, T cosine, T sine)
            where T : struct, ILanes<T>
        {
            (re * cosine - im * sine).Store(toReal + place);
            (re * sine + im * cosine).Store(toImaginary + place);
        }
    }
}

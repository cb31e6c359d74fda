using System.Runtime.Intrinsics;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Tests;

/// <summary>Parts of a line, shifted in any order.</summary>
public unsafe class LinePartsTests
{
    private const int Velocities = 448, Width = PhaseLayout.Width, Vectors = Velocities / Width;

    [Theory]
    [InlineData(300, 2)]
    [InlineData(301, 3)]
    [InlineData(450, 5)]
    public void They_give_what_the_whole_line_gives(int positions, int parts)
    {
        They<double, DoubleCells, OpenBoundary>(positions, parts);
        They<double, DoubleCells, PeriodicBoundary>(positions, parts);
        They<float, SingleCells, OpenBoundary>(positions, parts);
        They<float, SingleCells, PeriodicBoundary>(positions, parts);
    }

    [Fact]
    public void Long_shifts_small_grids_and_single_threads_leave_the_line_whole()
    {
        PhaseLayout layout = Layout(300), small = Layout(100);
        var cells = new AlignedBuffer<double>(layout.Length);
        Assert.Null(LineParts<double, DoubleCells, OpenBoundary>.Create(small, cells, 2));
        Assert.Null(LineParts<double, DoubleCells, OpenBoundary>.Create(layout, cells, 1));
        Assert.Null(LineParts<double, DoubleCells, OpenBoundary>.Create(layout, cells, 64));
        LineParts<double, DoubleCells, OpenBoundary> line = LineParts<double, DoubleCells, OpenBoundary>.Create(layout, cells, 2)!;
        var span = new SweepSpan(300, 0, 300, 0, 300);
        foreach ((double shift, bool cut) in ((double, bool)[])[(0.5, true), (-50, true), (70, false), (-300, false)])
            Assert.Equal(cut, line.Cut(span, Shifts(_ => shift, 0, 301), 0));
    }

    private static void They<T, TFormat, TBoundary>(int positions, int parts)
        where T : unmanaged
        where TFormat : struct, ICellFormat<T>
        where TBoundary : struct, IBoundary
    {
        var random = new Random(positions + parts);
        PhaseLayout layout = Layout(positions);
        var (whole, cut) = (new AlignedBuffer<T>(layout.Length), new AlignedBuffer<T>(layout.Length));
        LineParts<T, TFormat, TBoundary> line = LineParts<T, TFormat, TBoundary>.Create(layout, cut, parts)!;
        var scratch = new AlignedBuffer<double>(ShiftSweep<T, TFormat, TBoundary>.Scratch(positions));
        Vector512<double>* lost = stackalloc Vector512<double>[4];
        for (int trial = 0; trial < 6; trial++)
        {
            // Free space: mass in a part of the line, or all of it, so that some leaves.
            int from = TBoundary.IsPeriodic || trial > 3 ? 0 : random.Next(60), to = TBoundary.IsPeriodic || trial > 3 ? positions : positions - random.Next(60);
            double spread = trial, drift = random.NextDouble() - 0.5;
            LaneShift[] shifts = Shifts(v => drift + spread * v, TBoundary.IsPeriodic ? positions : 0, positions + 1);
            int least = shifts.Min(shift => shift.LeastMove), most = shifts.Max(shift => shift.LargestMove);
            SweepSpan span = TBoundary.IsPeriodic
                ? new SweepSpan(positions, 0, positions, 0, positions)
                : new SweepSpan(positions, from, to, Math.Max(0, from + Math.Min(0, least)), Math.Min(positions, to + Math.Max(0, most + 1)));
            for (int x = 0; x < positions; x++)
            {
                for (int vector = 0; vector < Vectors; vector++)
                {
                    nint at = x * layout.PositionStrides[0] + vector * Width;
                    Vector512<double> value = x < from || x >= to ? Vector512<double>.Zero : Vector512.Create(random.NextDouble()) * Vector512.CreateSequence(1.0, random.NextDouble());
                    TFormat.Store(value, whole.Start + at);
                    TFormat.Store(value, cut.Start + at);
                }
            }

            for (int k = 0; k < 4; k++) lost[k] = Vector512<double>.Zero;
            for (int vector = 0; vector < Vectors; vector++)
                ShiftSweep<T, TFormat, TBoundary>.Apply(whole.Start + vector * Width, layout.PositionStrides[0], span, shifts[vector], scratch.Start, lost);
            Assert.True(line.Cut(span, shifts, 0));
            foreach (int part in Enumerable.Range(0, parts).OrderBy(_ => random.Next()))
                for (int vector = 0; vector < Vectors; vector++) line.Shift(part, vector, shifts[vector], scratch.Start, lost + 2);
            Assert.True(whole.Span.SequenceEqual(cut.Span), $"trial {trial}");
            Assert.Equal((lost[0], lost[1]), (lost[2], lost[3]));
            if (trial > 3) Assert.Equal(TBoundary.IsPeriodic ? [false, false] : [true, true], new[] { Vector512.Sum(lost[0]) > 0, Vector512.Sum(lost[1]) > 0 });
        }
    }

    private static PhaseLayout Layout(int positions) => new([new GridAxis(0, 1, positions)], [new GridAxis(-1, 1, Velocities)]);

    private static LaneShift[] Shifts(Func<double, double> shift, int period, int largest)
    {
        var shifts = new LaneShift[Vectors];
        for (int vector = 0; vector < Vectors; vector++)
            shifts[vector].Set(Vector512.Create(Enumerable.Range(Width * vector, Width).Select(k => shift(2.0 * k / Velocities - 1)).ToArray()), period, largest);
        return shifts;
    }
}

using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves f_t + v f_x + (F f)_v = 0 in d = 1 for phase-space cell averages, where F is an <see cref="AlignmentForce"/>: Strang splitting of the exact
/// shift in x and the flow of F at fixed x, each remapped conservatively.</summary>
/// <remarks>Both remaps keep mass to round-off and f &gt;= 0, and momentum is that of the force: of each column for a local one, of the whole for a nonlocal one.
/// Neither limits the step. Half transports of successive steps are merged. A step allocates nothing.</remarks>
public sealed class ForceGridSolver
{
    private readonly GridAxis x, v;
    private readonly bool periodic;
    private readonly double[] rows;    // [v][x]: contiguous for transport
    private readonly double[] columns; // [x][v]: contiguous for alignment
    private readonly double[] density;
    private readonly double[] momentum;
    private readonly double[] table;
    private readonly ShiftRemap shift;
    private double lostBelow, lostAbove;

    /// <summary>The exact cell averages of f0 at time 0.</summary>
    /// <exception cref="NotSupportedException">f0 has no density, or is not one-dimensional.</exception>
    /// <exception cref="ArgumentException">The grid does not hold the support of f0, or is not one period of the torus.</exception>
    public ForceGridSolver(InitialState initial, Domain domain, AlignmentForce force, GridSolverOptions options)
    {
        if (initial.Dimension != 1) throw new NotSupportedException($"The grid solver is for dimension 1, not {initial.Dimension}.");
        if (!initial.HasDensity) throw new NotSupportedException("The grid solver needs an initial state with a density.");
        if (!(options.TimeStep > 0)) throw new ArgumentException("The time step is positive.", nameof(options));
        (Initial, Domain, Force, Options) = (initial, domain, force, options);
        (x, v) = (options.Position, options.Velocity);
        periodic = double.IsFinite(domain.Period(0));
        if (periodic && (x.From != 0 || Math.Abs(x.To - domain.Period(0)) > 1e-12 * x.To))
            throw new ArgumentException($"On a torus the position axis is one period, from 0 to {domain.Period(0)}.", nameof(options));
        rows = new double[x.Cells * v.Cells];
        columns = new double[x.Cells * v.Cells];
        (density, momentum) = (new double[x.Cells], new double[x.Cells]);
        shift = new ShiftRemap(x.Cells, periodic);
        Flow = force.CreateFlow(x, v, periodic);
        table = new double[Flow.TableLength];
        Fill();
        UpdateTable();
    }

    /// <summary>f0.</summary>
    public InitialState Initial { get; }

    /// <summary>Torus or free space.</summary>
    public Domain Domain { get; }

    /// <summary>F.</summary>
    public AlignmentForce Force { get; }

    /// <summary>Grid and time step.</summary>
    public GridSolverOptions Options { get; }

    /// <summary>The time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The mass that has left so far.</summary>
    public BoundaryLedger Ledger => new([lostBelow], [lostAbove]);

    /// <summary>rho in each position cell.</summary>
    public ReadOnlySpan<double> Density => density;

    /// <summary>rho u in each position cell.</summary>
    public ReadOnlySpan<double> Momentum => momentum;

    /// <summary>The flow, which reads <see cref="Table"/>.</summary>
    internal AlignmentFlow Flow { get; }

    /// <summary>The force field at the time reached or, while observed within a step, in its middle.</summary>
    internal ReadOnlySpan<double> Table => table;

    /// <summary>Advances to a time in equal steps no longer than the option.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="KineticBoundaryException">Too much mass left through a side.</exception>
    public void AdvanceTo(double time, CancellationToken cancellation = default) => AdvanceTo(time, null, cancellation);

    /// <summary>Advances, and calls back in the middle of each step, where <see cref="Table"/> is a second-order value of that instant.</summary>
    internal void AdvanceTo(double time, Action<double>? midstep, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
        double span = time - Time;
        if (span == 0) return;
        int steps = (int)Math.Max(1, Math.Ceiling(span / Options.TimeStep * (1 - 1e-12)));
        double step = span / steps, start = Time;
        Transport(step / 2);
        for (int n = 1; n <= steps; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            Transpose(rows, columns, v.Cells, x.Cells);
            UpdateMoments();
            Flow.Advance(columns, density, momentum, step, midstep is null ? [] : table);
            Transpose(columns, rows, x.Cells, v.Cells);
            midstep?.Invoke(start + (n - 0.5) * step);
            Transport(n < steps ? step : step / 2);
            Steps++;
            Time = n < steps ? start + n * step : time;
            Options.CheckLost([lostBelow, lostAbove], Time);
        }

        UpdateTable();
    }

    /// <summary>The observables of Proposition 2.1, with moments of piecewise constant f: int v^2 over a cell is v_j^2 + dv^2/12.</summary>
    /// <remarks>The velocity radius is taken over cells that hold more than 1e-12 of the largest value. Entropy is that of the averages.</remarks>
    public Observables Observe()
    {
        double area = x.Width * v.Width, mass = 0, first = 0, second = 0, entropy = 0, radius = 0, threshold = 1e-12 * rows.Max();
        for (int j = 0; j < v.Cells; j++)
        {
            double rowMass = 0, largest = 0;
            foreach (double f in Row(j))
            {
                rowMass += f * area;
                largest = Math.Max(largest, f);
                if (f > 0) entropy += f * Math.Log(f) * area;
            }

            double centre = v.Centre(j);
            mass += rowMass;
            first += centre * rowMass;
            second += (centre * centre + v.Width * v.Width / 12) * rowMass;
            if (largest > threshold) radius = Math.Max(radius, Math.Max(Math.Abs(v.Face(j)), Math.Abs(v.Face(j + 1))));
        }

        return new Observables(mass, [first], second, second - first * first / mass, radius, entropy);
    }

    /// <summary>A copy of f as [x, v].</summary>
    public double[,] Values()
    {
        var values = new double[x.Cells, v.Cells];
        for (int j = 0; j < v.Cells; j++)
            for (int i = 0; i < x.Cells; i++) values[i, j] = rows[j * x.Cells + i];
        return values;
    }

    private Span<double> Row(int j) => rows.AsSpan(j * x.Cells, x.Cells);

    private void Fill()
    {
        double area = x.Width * v.Width, held = 0, period = Domain.Period(0);
        (double from, double to) = Initial.Support[0];

        // On a torus f0 may lie across the seam: every image of its support is gathered.
        int first = periodic ? (int)Math.Floor(from / period) : 0, last = periodic ? (int)Math.Floor(to / period) : 0;
        Span<double> lower = stackalloc double[2], upper = stackalloc double[2];
        for (int j = 0; j < v.Cells; j++)
        {
            (lower[1], upper[1]) = (v.Face(j), v.Face(j + 1));
            for (int i = 0; i < x.Cells; i++)
            {
                double mass = 0;
                for (int image = first; image <= last; image++)
                {
                    double displacement = image == 0 ? 0 : image * period;
                    (lower[0], upper[0]) = (x.Face(i) + displacement, x.Face(i + 1) + displacement);
                    mass += Initial.Probability(lower, upper);
                }

                held += mass;
                rows[j * x.Cells + i] = mass / area;
            }
        }

        Options.CheckHeld(held);
    }

    private void Transport(double step)
    {
        double lower = 0, upper = 0;
        for (int j = 0; j < v.Cells; j++)
        {
            (double below, double above) = shift.Apply(Row(j), v.Centre(j) * step / x.Width);
            lower += below;
            upper += above;
        }

        double area = x.Width * v.Width;
        (lostBelow, lostAbove) = (lostBelow + lower * area, lostAbove + upper * area);
    }

    private void UpdateMoments()
    {
        for (int i = 0; i < x.Cells; i++)
        {
            double sum = 0, first = 0;
            ReadOnlySpan<double> column = columns.AsSpan(i * v.Cells, v.Cells);
            for (int j = 0; j < column.Length; j++)
            {
                sum += column[j];
                first += v.Centre(j) * column[j];
            }

            (density[i], momentum[i]) = (sum * v.Width, first * v.Width);
        }
    }

    private void UpdateTable()
    {
        Transpose(rows, columns, v.Cells, x.Cells);
        UpdateMoments();
        Flow.Tabulate(columns, density, momentum, table);
    }

    private static void Transpose(double[] from, double[] to, int count, int length)
    {
        const int Tile = 16; // a tile of both arrays stays in the first-level cache
        for (int tileRow = 0; tileRow < count; tileRow += Tile)
        {
            for (int tileColumn = 0; tileColumn < length; tileColumn += Tile)
            {
                int rowEnd = Math.Min(count, tileRow + Tile), columnEnd = Math.Min(length, tileColumn + Tile);
                for (int row = tileRow; row < rowEnd; row++)
                    for (int column = tileColumn; column < columnEnd; column++) to[column * count + row] = from[row * length + column];
            }
        }
    }
}

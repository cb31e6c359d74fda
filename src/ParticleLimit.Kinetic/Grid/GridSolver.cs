using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3) in d = 1 for phase-space cell averages: Strang splitting of the two exact sub-flows, each remapped conservatively.</summary>
/// <remarks>Transport is the shift x -> x + v s of each row; alignment at fixed x keeps rho and u, so that over a step s it is the contraction
/// v -> u + e^(-gamma rho s) (v - u) of each column (MATHEMATICS.md section 3). Both remaps keep mass to round-off and f &gt;= 0, alignment keeps
/// the momentum of each column, and neither limits the step. Half transports of successive steps are merged, which also halves their smearing.
/// A step allocates nothing.</remarks>
public sealed class GridSolver
{
    private readonly GridAxis x, v;
    private readonly double gamma;
    private readonly bool periodic;
    private readonly double[] rows;    // [v][x]: contiguous for transport
    private readonly double[] columns; // [x][v]: contiguous for alignment
    private readonly ShiftRemap shift;
    private readonly ContractionRemap contraction;
    private readonly double[] density;
    private readonly double[] momentum;

    /// <summary>The exact cell averages of f0 at time 0.</summary>
    /// <exception cref="NotSupportedException">f0 has no density, or is not one-dimensional.</exception>
    /// <exception cref="ArgumentException">The grid does not hold the support of f0, or is not one period of the torus.</exception>
    public GridSolver(InitialState initial, Domain domain, double gamma, GridSolverOptions options)
    {
        if (initial.Dimension != 1) throw new NotSupportedException($"The grid solver is for dimension 1, not {initial.Dimension}.");
        if (!initial.HasDensity) throw new NotSupportedException("The grid solver needs an initial state with a density; a mono-kinetic state has a closed form.");
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        if (!(options.TimeStep > 0)) throw new ArgumentException("The time step is positive.", nameof(options));
        (Initial, Domain, this.gamma, Options) = (initial, domain, gamma, options);
        (x, v) = (options.Position, options.Velocity);
        periodic = double.IsFinite(domain.Period(0));
        if (periodic && (x.From != 0 || Math.Abs(x.To - domain.Period(0)) > 1e-12 * x.To))
            throw new ArgumentException($"On a torus the position axis is one period, from 0 to {domain.Period(0)}.", nameof(options));
        rows = new double[x.Cells * v.Cells];
        columns = new double[x.Cells * v.Cells];
        shift = new ShiftRemap(x.Cells, periodic);
        contraction = new ContractionRemap(v);
        density = new double[x.Cells];
        momentum = new double[x.Cells];
        Fill();
        UpdateMoments();
    }

    /// <summary>f0.</summary>
    public InitialState Initial { get; }

    /// <summary>Torus or free space.</summary>
    public Domain Domain { get; }

    /// <summary>gamma of (1.3).</summary>
    public double Gamma => gamma;

    /// <summary>Grid and time step.</summary>
    public GridSolverOptions Options { get; }

    /// <summary>The time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The mass that has left so far.</summary>
    public BoundaryLedger Ledger { get; private set; }

    /// <summary>rho in each position cell, as of the last whole step or, while observed within a step, of its middle.</summary>
    public ReadOnlySpan<double> Density => density;

    /// <summary>rho u in each position cell, likewise.</summary>
    public ReadOnlySpan<double> Momentum => momentum;

    /// <summary>Advances to a time in equal steps no longer than the option.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="midstep">Called in the middle of each step, where rho and u are second-order values of that instant.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="KineticBoundaryException">Too much mass left through a side.</exception>
    public void AdvanceTo(double time, Action<double>? midstep = null, CancellationToken cancellation = default)
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
            Align(step);
            midstep?.Invoke(start + (n - 0.5) * step);
            Transport(n < steps ? step : step / 2);
            Steps++;
            Time = n < steps ? start + n * step : time;
            CheckBoundary();
        }

        UpdateMoments();
    }

    /// <summary>The observables of Proposition 2.1, with moments of piecewise constant f: int v^2 over a cell is v_j^2 + dv^2/12.</summary>
    /// <remarks>The velocity radius is taken over cells that hold more than 1e-12 of the largest value. Entropy is that of the averages.</remarks>
    public Observables Observe()
    {
        double area = x.Width * v.Width, mass = 0, first = 0, second = 0, entropy = 0, radius = 0, threshold = 1e-12 * Supremum;
        for (int j = 0; j < v.Cells; j++)
        {
            double rowMass = 0, rowEntropy = 0, largest = 0;
            foreach (double f in Row(j))
            {
                rowMass += f;
                largest = Math.Max(largest, f);
                if (f > 0) rowEntropy += f * Math.Log(f);
            }

            double centre = v.Centre(j);
            mass += rowMass * area;
            first += centre * rowMass * area;
            second += (centre * centre + v.Width * v.Width / 12) * rowMass * area;
            entropy += rowEntropy * area;
            if (largest > threshold) radius = Math.Max(radius, Math.Max(Math.Abs(v.Face(j)), Math.Abs(v.Face(j + 1))));
        }

        return new Observables(mass, [first], second, second - first * first / mass, radius, entropy);
    }

    /// <summary>sup f over the cells.</summary>
    public double Supremum => rows.Max();

    /// <summary>int f^p.</summary>
    public double PowerIntegral(double p) => rows.Sum(f => Math.Pow(f, p)) * x.Width * v.Width;

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
        double area = x.Width * v.Width, held = 0;
        Span<double> lower = stackalloc double[2], upper = stackalloc double[2];
        double period = Domain.Period(0);
        (double from, double to) = Initial.Support[0];
        for (int j = 0; j < v.Cells; j++)
        {
            for (int i = 0; i < x.Cells; i++)
            {
                (lower[1], upper[1]) = (v.Face(j), v.Face(j + 1));
                (lower[0], upper[0]) = (x.Face(i), x.Face(i + 1));
                double mass = Initial.Probability(lower, upper);
                for (int image = 1; periodic && (lower[0] + image * period < to || upper[0] - image * period > from); image++)
                {
                    for (int sign = -1; sign <= 1; sign += 2)
                    {
                        (lower[0], upper[0]) = (x.Face(i) + sign * image * period, x.Face(i + 1) + sign * image * period);
                        mass += Initial.Probability(lower, upper);
                    }

                    (lower[0], upper[0]) = (x.Face(i), x.Face(i + 1));
                }

                held += mass;
                rows[j * x.Cells + i] = mass / area;
            }
        }

        if (Math.Abs(held - 1) > Options.BoundaryTolerance)
            throw new ArgumentException($"The grid [{x.From}, {x.To}] x [{v.From}, {v.To}] holds {held:G6} of the initial mass; it must hold all: widen its axes.");
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
        Ledger = new BoundaryLedger(Ledger.LowerPosition + lower * area, Ledger.UpperPosition + upper * area);
    }

    private void Align(double step)
    {
        Transpose(rows, columns, v.Cells, x.Cells);
        for (int i = 0; i < x.Cells; i++)
        {
            Span<double> column = columns.AsSpan(i * v.Cells, v.Cells);
            (density[i], momentum[i]) = Moments(column);
            if (density[i] > 0 && gamma > 0) contraction.Apply(column, momentum[i] / density[i], Math.Exp(-gamma * density[i] * step));
        }

        if (gamma > 0) Transpose(columns, rows, x.Cells, v.Cells);
    }

    private (double Density, double Momentum) Moments(ReadOnlySpan<double> column)
    {
        double sum = 0, first = 0;
        for (int j = 0; j < column.Length; j++)
        {
            sum += column[j];
            first += v.Centre(j) * column[j];
        }

        return (sum * v.Width, first * v.Width);
    }

    private void UpdateMoments()
    {
        Array.Clear(density);
        Array.Clear(momentum);
        for (int j = 0; j < v.Cells; j++)
        {
            Span<double> row = Row(j);
            double centre = v.Centre(j);
            for (int i = 0; i < row.Length; i++)
            {
                density[i] += row[i] * v.Width;
                momentum[i] += centre * row[i] * v.Width;
            }
        }
    }

    private void CheckBoundary()
    {
        if (Ledger.Total <= Options.BoundaryTolerance) return;
        bool lower = Ledger.LowerPosition >= Ledger.UpperPosition;
        throw new KineticBoundaryException(
            lower ? "lower position" : "upper position", lower ? Ledger.LowerPosition : Ledger.UpperPosition, Time,
            $"the position axis [{x.From}, {x.To}] must be wider there, or the final time shorter");
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

namespace ParticleLimit.Kinetic;

/// <summary>The flow of <see cref="NonlocalForce"/>: an affine map of each column, exact once the momenta are known.</summary>
/// <remarks>With a = lambda psi_r * rho constant in time and b = lambda psi_r * (rho u), the momenta obey m' = rho b - a m, linear in x alone and solved by the
/// classical Runge-Kutta method in small steps; its right side is antisymmetric, so that sum_x m is constant. Then v -> q v + c with
/// q = e^(-a s) and c = (m(s) - q m(0)) / rho carries each column to the momentum m(s).</remarks>
internal sealed class NonlocalFlow : AlignmentFlow
{
    // Of 1 / max a: the error of Runge and Kutta is then below 1e-7 of the change.
    private const double LargestSubstep = 0.1;

    // Stronger ones leave a column no thinner than rounding does.
    private const double StrongestContraction = 1e-9;

    private readonly double lambda;
    private readonly GridAxis velocity;
    private readonly RangeConvolution convolution;
    private readonly CubicStencil stencil;
    private readonly MonotoneRemap remap;
    private readonly double[] departures;
    private readonly double[] rate, drive, start, stage, slope, change;

    public NonlocalFlow(NonlocalForce force, GridAxis position, GridAxis velocity, bool periodic)
    {
        lambda = force.Lambda;
        this.velocity = velocity;
        convolution = new RangeConvolution(position, force.Weight, force.Range, periodic);
        stencil = new CubicStencil(position, periodic);
        remap = new MonotoneRemap(velocity);
        departures = new double[velocity.Cells + 1];
        (rate, drive, start) = (new double[position.Cells], new double[position.Cells], new double[position.Cells]);
        (stage, slope, change) = (new double[position.Cells], new double[position.Cells], new double[position.Cells]);
    }

    /// <inheritdoc/>
    public override int TableLength => 2 * rate.Length;

    /// <inheritdoc/>
    public override void Advance(double[] columns, double[] density, double[] momentum, double step, Span<double> midway)
    {
        Convolve(density, rate);
        momentum.CopyTo(start, 0);
        SolveMomenta(density, momentum, step);
        if (!midway.IsEmpty)
        {
            for (int i = 0; i < stage.Length; i++) stage[i] = 0.5 * (start[i] + momentum[i]);
            Tabulate(columns, density, stage, midway);
        }

        for (int i = 0; i < density.Length; i++)
        {
            if (!(density[i] > 0 && rate[i] > 0)) continue;
            double factor = Math.Max(Math.Exp(-rate[i] * step), StrongestContraction), shift = (momentum[i] - factor * start[i]) / density[i];
            for (int j = 0; j < departures.Length; j++) departures[j] = ((velocity.Face(j) - shift) / factor - velocity.From) / velocity.Width;
            remap.Apply(columns.AsSpan(i * velocity.Cells, velocity.Cells), departures, momentum[i] / velocity.Width);
        }
    }

    /// <inheritdoc/>
    public override void Tabulate(double[] columns, double[] density, double[] momentum, Span<double> table)
    {
        Convolve(density, table[..rate.Length]);
        Convolve(momentum, table[rate.Length..]);
    }

    /// <inheritdoc/>
    public override double At(ReadOnlySpan<double> table, double position, double velocity)
    {
        Span<int> cells = stackalloc int[CubicStencil.Points];
        Span<double> weights = stackalloc double[CubicStencil.Points];
        stencil.At(position, cells, weights);
        double a = 0, b = 0;
        for (int k = 0; k < CubicStencil.Points; k++)
        {
            if (cells[k] < 0) continue;
            a += weights[k] * table[cells[k]];
            b += weights[k] * table[rate.Length + cells[k]];
        }

        return b - a * velocity;
    }

    private void Convolve(ReadOnlySpan<double> values, Span<double> result)
    {
        convolution.Apply(values, result);
        for (int i = 0; i < result.Length; i++) result[i] *= lambda;
    }

    private void SolveMomenta(double[] density, double[] momentum, double step)
    {
        double largest = 0;
        foreach (double a in rate) largest = Math.Max(largest, a);
        int substeps = Math.Max(1, (int)Math.Ceiling(step * largest / LargestSubstep));
        double h = step / substeps;
        for (int n = 0; n < substeps; n++)
        {
            change.AsSpan().Clear();
            Stage(density, momentum, 0, h / 6);
            Stage(density, momentum, h / 2, h / 3);
            Stage(density, momentum, h / 2, h / 3);
            Stage(density, momentum, h, h / 6);
            for (int i = 0; i < momentum.Length; i++) momentum[i] += change[i];
        }
    }

    /// <summary>One stage: the slope at m + ahead times the slope before, added to the change with its weight.</summary>
    private void Stage(double[] density, double[] momentum, double ahead, double weight)
    {
        for (int i = 0; i < momentum.Length; i++) stage[i] = ahead == 0 ? momentum[i] : momentum[i] + ahead * slope[i];
        Convolve(stage, drive);
        for (int i = 0; i < momentum.Length; i++)
        {
            slope[i] = density[i] * drive[i] - rate[i] * stage[i];
            change[i] += weight * slope[i];
        }
    }
}

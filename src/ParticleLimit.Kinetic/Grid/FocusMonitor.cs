using System.Globalization;
using System.Numerics.Tensors;

namespace ParticleLimit.Kinetic;

/// <summary>Watches a grid solution for a focus: cold mass that runs together until its density fills less than a few position cells.</summary>
/// <remarks>Where v = u(t, x), the equation of u is that of free particles, so that a compression -du/dx = g meets itself after the time 1/g:
/// this names the time beforehand, where the flow is so cold that thermal motion would not spread the focus over the cells. The grid no longer
/// holds the solution when the width of the density's peak at half its height falls under <see cref="FewestCells"/> cells: when a cold
/// compression brings it there within the next step; or, whatever the temperature, when it is there, with more than a trifle of the mass and well
/// above the initial maximum.</remarks>
internal sealed class FocusMonitor
{
    /// <summary>The cells that a peak of the density must fill. The remaps keep a peak of so many cells to a few per cent.</summary>
    public const int FewestCells = 6;

    // A narrow peak that is there from the start is the user's choice of grid, and one that two passing streams make is at most twice as high.
    private const double Growth = 4;
    private const double SmallestShare = 0.05;

    // A slope of u is taken over so many cells, where the density is no tail of the remaps.
    private const int Stencil = 2;
    private const double Tail = 0.01;

    // The full width at half height of a normal law, in standard deviations.
    private static readonly double WidthOfNormal = 2 * Math.Sqrt(2 * Math.Log(2));

    private readonly IGridSolver solver;
    private readonly int[] cells, strides;
    private readonly double[] rates, masses;
    private readonly double initialPeak;

    /// <summary>Takes the initial density as the measure of growth.</summary>
    public FocusMonitor(IGridSolver solver)
    {
        this.solver = solver;
        cells = [.. solver.Options.Positions.Select(axis => axis.Cells)];
        strides = new int[cells.Length];
        int count = 1;
        for (int k = cells.Length - 1; k >= 0; k--)
        {
            strides[k] = count;
            count *= cells[k];
        }

        (rates, masses) = (new double[count], new double[count]);
        initialPeak = Peak().Height;
    }

    /// <summary>Why the grid cannot hold the solution any longer; null while it can.</summary>
    /// <param name="ahead">How long the fields of the solver must do.</param>
    public string? Problem(double ahead)
    {
        (int place, double height) = Peak();
        int narrowest = int.MaxValue, axis = 0;
        for (int k = 0; k < cells.Length; k++)
        {
            int width = 1 + Reach(place, k, 1, height / 2) + Reach(place, k, -1, height / 2);
            if (width < narrowest) (narrowest, axis) = (width, k);
        }

        GridAxis line = solver.Options.Positions[axis];
        double centre = line.Centre(place / strides[axis] % cells[axis]), rate = Compression();
        if (rate * ahead >= 1 - (double)FewestCells / narrowest && IsCold(rate))
            return string.Create(CultureInfo.InvariantCulture,
                $"a compression of rate {rate:G4} makes the density's peak at x = {centre:G4}, now {narrowest} cells of {line.Width:G3} wide, narrower than {FewestCells} cells within the next step");
        double share = narrowest < FewestCells && height >= Growth * initialPeak ? Share(place, height / 2, narrowest) : 0;
        return share < SmallestShare
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"the density has grown {height / initialPeak:G3} times, in a peak at x = {centre:G4} that is {narrowest} cells of {line.Width:G3} wide and holds {share:P0} of the mass");
    }

    /// <summary>When the present compression of the flow ends in a focus; null if none is in sight, or if thermal motion will spread it over the cells.</summary>
    /// <param name="time">The time of the fields of the solver.</param>
    public double? Forecast(double time) => Compression() is > 0 and double rate && IsCold(rate) ? time + 1 / rate : null;

    /// <summary>The largest -du/dx that is exceeded on the smallest share of the mass that counts; 0 if there is none.</summary>
    private double Compression()
    {
        ReadOnlySpan<double> density = solver.Density;
        double total = 0, tail = Tail * Peak().Height;
        int count = 0;
        for (int p = 0; p < density.Length; p++)
        {
            total += density[p];
            double rate = density[p] < tail ? 0 : Compression(p, tail);
            if (rate > 0) (rates[count], masses[count++]) = (-rate, density[p]);
        }

        Array.Sort(rates, masses, 0, count);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += masses[i];
            if (sum >= SmallestShare * total) return -rates[i];
        }

        return 0;
    }

    /// <summary>Whether the thermal motion of what is compressed at least so fast leaves its focus narrower, at half its height, than a peak must be.</summary>
    private bool IsCold(double rate)
    {
        double[] energies = solver.Columns().Energies;
        double mass = 0, heat = 0, tail = Tail * Peak().Height;
        for (int p = 0; p < energies.Length; p++)
        {
            double density = solver.Density[p];
            if (density < tail || Compression(p, tail) < rate) continue;
            mass += density;
            heat += energies[p];
            for (int k = 0; k < cells.Length; k++) heat -= solver.Momentum(k)[p] / density * solver.Momentum(k)[p];
        }

        double speed = Math.Sqrt(Math.Max(0, heat / (mass * cells.Length)));
        return WidthOfNormal * speed < FewestCells * solver.Options.Positions.Max(axis => axis.Width) * rate;
    }

    private (int Place, double Height) Peak()
    {
        ReadOnlySpan<double> density = solver.Density;
        int place = TensorPrimitives.IndexOfMax(density);
        return (place, density[place]);
    }

    /// <summary>The largest -du_k/dx_k over the axes at a position; 0 where its neighbours are empty.</summary>
    private double Compression(int place, double tail)
    {
        double largest = 0;
        for (int k = 0; k < cells.Length; k++)
        {
            int before = Neighbour(place, k, -Stencil), after = Neighbour(place, k, Stencil);
            if (before < 0 || after < 0 || solver.Density[before] < tail || solver.Density[after] < tail) continue;
            ReadOnlySpan<double> momentum = solver.Momentum(k);
            double fall = momentum[before] / solver.Density[before] - momentum[after] / solver.Density[after];
            largest = Math.Max(largest, fall / (2 * Stencil * solver.Options.Positions[k].Width));
        }

        return largest;
    }

    /// <summary>The cells beyond a place, along an axis and one way, whose density is at least a level.</summary>
    private int Reach(int place, int axis, int way, double level)
    {
        int reach = 0;
        while (reach < cells[axis] && Neighbour(place, axis, way * (reach + 1)) is >= 0 and int next && solver.Density[next] >= level) reach++;
        return reach;
    }

    /// <summary>The share of the mass in cells of at least a level, within a cube about a place.</summary>
    private double Share(int place, double level, int reach)
    {
        ReadOnlySpan<double> density = solver.Density;
        double peak = 0, total = 0;
        for (int p = 0; p < density.Length; p++)
        {
            total += density[p];
            if (density[p] < level) continue;
            bool near = true;
            for (int k = 0; k < cells.Length; k++)
            {
                int apart = Math.Abs(p / strides[k] % cells[k] - place / strides[k] % cells[k]);
                if (double.IsFinite(solver.Domain.Period(k))) apart = Math.Min(apart, cells[k] - apart);
                near &= apart <= Math.Max(reach, FewestCells);
            }

            if (near) peak += density[p];
        }

        return peak / total;
    }

    /// <summary>The cell so many cells along an axis; -1 outside an open one.</summary>
    private int Neighbour(int place, int axis, int offset)
    {
        int at = place / strides[axis] % cells[axis], to = at + offset;
        if (double.IsFinite(solver.Domain.Period(axis))) to = (to % cells[axis] + cells[axis]) % cells[axis];
        return (uint)to < (uint)cells[axis] ? place + (to - at) * strides[axis] : -1;
    }
}

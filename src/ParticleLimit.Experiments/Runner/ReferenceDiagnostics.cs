using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>What a computed solution tells of itself beyond the observables of Proposition 2.1, as rows of observables.csv.</summary>
public static class ReferenceDiagnostics
{
    /// <summary>sup-f; int f^2 where f is kept (of a grid, that of its averages); of a sheet S(t) = sup |x - v t| and, from a pair, how far the
    /// extrapolation moved the energy, the entropy and rho in L1, these also of a flock even along all axes but the first; of a grid how far half the cells and twice the step move them.</summary>
    /// <param name="reference">The solution; nothing for a closed form.</param>
    /// <param name="coarser">A grid's solution with half the resolution; null for no bars.</param>
    /// <param name="time">An output time.</param>
    public static IEnumerable<(string Measure, double Value)> Of(IKineticReference reference, IKineticReference? coarser, double time) => reference switch
    {
        SheetReference sheet => OfSheet(sheet, time),
        SlabReference slab => OfSlab(slab, time),
        IGridSolution grid => OfGrid(grid, time).Concat(OfResolution(reference, coarser, time)),
        _ => [],
    };

    private static IEnumerable<(string Measure, double Value)> OfSheet(SheetReference sheet, double time)
    {
        yield return ("sup-f", sheet.Supremum(time));
        yield return ("square-integral", sheet.PowerIntegral(time, 2));
        yield return ("position-radius", sheet.PositionRadius(time));
        if (!sheet.IsExtrapolated) yield break;
        (double energy, double entropy) = sheet.ErrorBar(time);
        foreach ((string, double) bar in Bars(energy, entropy, sheet.DensityErrorBar(time))) yield return bar;
    }

    private static IEnumerable<(string Measure, double Value)> OfResolution(IKineticReference reference, IKineticReference? coarser, double time) =>
        reference is GridReference fine && coarser is GridReference { Stop: null } half && ResolutionError.Between(fine, half, time) is { } error ? Bars(error.Energy, error.Entropy, error.Density) : [];

    private static IEnumerable<(string Measure, double Value)> Bars(double energy, double entropy, double density) =>
        [("energy-error-bar", energy), ("entropy-error-bar", entropy), ("density-error-bar", density)];

    private static IEnumerable<(string Measure, double Value)> OfSlab(SlabReference slab, double time)
    {
        if (slab.Unextrapolated is not SlabReference finer) yield break;
        (Observables own, Observables other) = (slab.Observe(time), finer.Observe(time));
        foreach ((string Measure, double Value) bar in Bars(Math.Abs(own.Energy - other.Energy), Math.Abs(own.Entropy - other.Entropy), ((SheetReference)slab.Line).DensityErrorBar(time)))
            if (!double.IsNaN(bar.Value)) yield return bar;
    }

    private static IEnumerable<(string Measure, double Value)> OfGrid(IGridSolution grid, double time)
    {
        GridSnapshot snapshot = grid.Snapshot(time);
        yield return ("sup-f", snapshot.SupProfile.Max());
        if (snapshot.MeanVelocities.Length > 1 || snapshot.Values is not double[,] f) yield break;
        double sum = 0;
        foreach (double value in f) sum += value * value;
        yield return ("square-integral", sum * grid.Position.Width * grid.Velocity.Width);
    }
}

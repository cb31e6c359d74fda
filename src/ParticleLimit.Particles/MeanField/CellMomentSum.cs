using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums in d = 2 and 3 through moments of cells: cells wholly in reach of each other interact by a matrix between a few points of
/// each (<see cref="CellMoments{TDimension}"/>), the others, along the edge of the support, pair by pair (<see cref="CellPairs{TWeight, TDimension}"/>).</summary>
/// <remarks>Each particle gathers: nothing is written to by two cells, and the order of every sum is that of the cells. The error of the
/// interpolated weights is measured when the cells are chosen and is under the tolerance; polynomial weights have none.</remarks>
internal sealed class CellMomentSum<TWeight, TDimension> : AlignmentSum
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private readonly TWeight weight;
    private readonly double range;
    private readonly double tolerance;
    private readonly SortedCells<TDimension> cells;
    private readonly CellPairs<TWeight, TDimension> pairs;
    private readonly double[][] charges = new double[TDimension.Value][];
    private readonly double[][] sortedSums = new double[TDimension.Value][];
    private CellInterpolation? interpolation;
    private CellMoments<TDimension>? moments;
    private CellStencil? stencil;
    private double[] crowdingWithSelf = [];
    private double[] crowding = [];

    /// <summary>The sums on a domain.</summary>
    /// <param name="domain">Of the dimension of the type argument.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="tolerance">The largest error of psi as a part of psi(0).</param>
    public CellMomentSum(Domain domain, TWeight weight, double range, double tolerance)
    {
        (this.weight, this.range, this.tolerance) = (weight, range, tolerance);
        cells = new SortedCells<TDimension>(domain);
        pairs = new CellPairs<TWeight, TDimension>(domain, cells, weight, range);
    }

    /// <inheritdoc/>
    public override string Method => stencil is null ? "cells"
        : interpolation is null ? $"pairs of cells, {stencil.DirectCells} a cell"
        : $"moments of {interpolation.Size} points a cell: {stencil.Interpolated.Length} cells by moments, {stencil.DirectCells} by pairs";

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Crowding => crowding;

    /// <inheritdoc/>
    public override void Load(double[][] positions)
    {
        bool resized = cells.Particles != positions[0].Length;
        if (resized) Resize(positions[0].Length);
        cells.Enclose(positions);
        if (resized) Choose();
        if (cells.Divide() || resized) stencil = CellStencil.Of(weight, range, cells.Sides, interpolation, tolerance);
        cells.Sort(positions);
        moments?.Place();
        charges[0].AsSpan().Fill(1);
        Sum(1);
        for (int k = 0; k < cells.Particles; k++)
        {
            crowdingWithSelf[k] = sortedSums[0][k];
            crowding[cells.Order[k]] = sortedSums[0][k] - weight.Value(0);
        }
    }

    /// <inheritdoc/>
    public override void Apply(double[][] velocities, double[][] sums)
    {
        for (int axis = 0; axis < TDimension.Value; axis++) cells.ToCells(velocities[axis], charges[axis]);
        Sum(TDimension.Value);
        for (int axis = 0; axis < TDimension.Value; axis++)
            for (int k = 0; k < cells.Particles; k++) sums[axis][cells.Order[k]] = sortedSums[axis][k] - crowdingWithSelf[k] * charges[axis][k];
    }

    private void Resize(int particles)
    {
        cells.Resize(particles);
        crowding = new double[particles];
        crowdingWithSelf = new double[particles];
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            charges[axis] = new double[particles];
            sortedSums[axis] = new double[particles];
        }
    }

    private void Choose()
    {
        double reach = range * weight.SupportRadius;
        int points = CellDivision.PointsFor(weight, range, TDimension.Value, tolerance);
        CellDivision division = CellDivision.Cheapest(cells.Box, cells.Particles, reach, points);
        cells.Ask(reach / division.PerReach);
        interpolation = division.Points == 0 ? null : new CellInterpolation(division.Points, TDimension.Value);
        moments = interpolation is null ? null : new CellMoments<TDimension>(cells, interpolation);
    }

    /// <summary>sum_j psi q_j of each charge, j = i included.</summary>
    private void Sum(int components)
    {
        moments?.Spread(charges, components);
        ReadOnlySpan<int> along = cells.Along;
        for (int z = 0, cell = 0; z < along[2]; z++)
        {
            for (int y = 0; y < along[1]; y++)
            {
                for (int x = 0; x < along[0]; x++, cell++)
                {
                    (int begin, int end) = (cells.Begin(cell), cells.End(cell));
                    if (begin == end) continue;
                    for (int c = 0; c < components; c++) sortedSums[c].AsSpan(begin, end - begin).Clear();
                    moments?.Add(stencil!, x, y, z, cell, sortedSums, components);
                    pairs.Add(stencil!, x, y, z, cell, charges, sortedSums, components);
                }
            }
        }
    }
}

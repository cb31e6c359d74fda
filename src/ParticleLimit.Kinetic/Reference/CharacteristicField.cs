using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>rho and rho u at any position, by the tensor product of the cubics whose averages over four cells are given.</summary>
/// <remarks>The alignment force -gamma (rho v - rho u) then needs no division and vanishes with the density at the edge of the support.</remarks>
internal sealed class CharacteristicField
{
    /// <summary>The cells along an axis that take part in a value.</summary>
    public const int Points = 4;

    private readonly ImmutableArray<GridAxis> axes;
    private readonly Domain domain;
    private readonly int[] strides;

    /// <summary>Fields of zero.</summary>
    /// <param name="axes">The position axes.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="tableLength">The numbers of the table.</param>
    public CharacteristicField(ImmutableArray<GridAxis> axes, Domain domain, int tableLength = 0)
    {
        (this.axes, this.domain) = (axes, domain);
        strides = new int[axes.Length];
        int cells = 1;
        for (int k = axes.Length - 1; k >= 0; k--)
        {
            strides[k] = cells;
            cells *= axes[k].Cells;
        }

        Density = new double[cells];
        Momentum = [.. axes.Select(_ => new double[cells])];
        Table = new double[tableLength];
    }

    /// <summary>rho in each cell.</summary>
    public double[] Density { get; }

    /// <summary>rho u: [axis][cell].</summary>
    public double[][] Momentum { get; }

    /// <summary>What the force needs besides.</summary>
    public double[] Table { get; }

    /// <summary>rho at a position.</summary>
    /// <param name="position">d numbers.</param>
    /// <param name="momentum">Receives rho u.</param>
    public double At(ReadOnlySpan<double> position, Span<double> momentum)
    {
        int d = axes.Length;
        Span<int> cells = stackalloc int[d * Points];
        Span<double> weights = stackalloc double[d * Points];
        for (int k = 0; k < d; k++) Stencil(k, position[k], cells.Slice(k * Points, Points), weights.Slice(k * Points, Points));
        momentum.Clear();
        double density = 0;
        int all = 1 << (2 * d);
        for (int corner = 0; corner < all; corner++)
        {
            double weight = 1;
            int cell = 0;
            for (int k = 0; k < d; k++)
            {
                int point = k * Points + ((corner >> (2 * k)) & (Points - 1));
                weight *= weights[point];
                cell += cells[point];
            }

            if (weight == 0) continue;
            density += weight * Density[cell];
            for (int k = 0; k < d; k++) momentum[k] += weight * Momentum[k][cell];
        }

        return density;
    }

    /// <summary>The four cells around a position on one axis and their weights; a cell outside an open axis is empty and has weight 0.</summary>
    public void Stencil(int k, double position, Span<int> cells, Span<double> weights)
    {
        GridAxis axis = axes[k];
        bool periodic = double.IsFinite(domain.Period(k));
        double place = (position - axis.From) / axis.Width - 0.5, floor = Math.Floor(place), s = place - floor;

        // Lagrange's cubic A(s) through the averages, less A''/24: the cubic that has these averages.
        weights[0] = -s * (s - 1) * (s - 2) / 6 - (1 - s) / 24;
        weights[1] = (s + 1) * (s - 1) * (s - 2) / 2 - (3 * s - 2) / 24;
        weights[2] = -(s + 1) * s * (s - 2) / 2 - (1 - 3 * s) / 24;
        weights[3] = (s + 1) * s * (s - 1) / 6 - s / 24;
        int first = (int)(periodic ? floor - axis.Cells * Math.Floor(floor / axis.Cells) : Math.Clamp(floor, -Points, axis.Cells + Points)) - 1;
        for (int p = 0; p < Points; p++)
        {
            int cell = first + p;
            if (periodic) cell = (cell + axis.Cells) % axis.Cells;
            bool inside = (uint)cell < (uint)axis.Cells;
            cells[p] = inside ? cell * strides[k] : 0;
            if (!inside) weights[p] = 0;
        }
    }
}

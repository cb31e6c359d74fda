using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Integrals and maxima of f on a grid.</summary>
internal static class GridObserver
{
    /// <summary>The share of the largest value below which a cell does not count as support: what the remaps spread there.</summary>
    public const double Negligible = 1e-12;

    /// <summary>The observables of Proposition 2.1.</summary>
    /// <remarks>Momentum is that of the cell centres, which the solver keeps exactly; second moments are those of the parabolas through the
    /// marginals of f in each component of v, so that the width of a cell does not count as temperature. Transport does not change them.</remarks>
    public static Observables Observe(PhaseField field)
    {
        PhaseLayout layout = field.Layout;
        int d = layout.Dimension;
        var marginals = layout.Velocities.Select(axis => new double[axis.Cells]).ToArray();
        var local = layout.Velocities.Select(axis => new double[axis.Cells]).ToArray();
        var row = new double[layout.Velocities[^1].Cells];
        var first = new double[d];
        double second = 0, entropy = 0;
        for (int position = 0; position < layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            foreach (double[] marginal in local) Array.Clear(marginal);
            double positionEntropy = 0;
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                double sum = 0;
                for (int k = 0; k < row.Length; k++)
                {
                    double f = row[k];
                    if (f == 0) continue;
                    sum += f;
                    local[^1][k] += f;
                    positionEntropy += f * Math.Log(f);
                }

                int rest = r;
                for (int k = d - 2; k >= 0; k--)
                {
                    local[k][rest % marginals[k].Length] += sum;
                    rest /= marginals[k].Length;
                }
            }

            // Sums of sums round less than one long sum.
            for (int k = 0; k < d; k++)
                for (int j = 0; j < local[k].Length; j++) marginals[k][j] += local[k][j];
            entropy += positionEntropy;
        }

        double volume = layout.PositionVolume * layout.VelocityVolume;
        double mass = marginals[^1].Sum() * volume, squaredMomentum = 0;
        for (int k = 0; k < d; k++)
        {
            (double momentum, double energy) = ParabolicMoments.Of(marginals[k], layout.Velocities[k]);
            first[k] = momentum * volume;
            second += energy * volume;
            squaredMomentum += first[k] * first[k];
        }

        return new Observables(mass, [.. first], second, second - squaredMomentum / mass, VelocityRadius(field), entropy * volume);
    }

    /// <summary>Sums over the velocities in each position cell.</summary>
    public static ColumnSums Columns(PhaseField field)
    {
        PhaseLayout layout = field.Layout;
        double[][] squares = [.. layout.Velocities.Select(axis => axis.Centres().Select(v => v * v).ToArray())];
        var sums = new ColumnSums(layout.PositionCells);
        var row = new double[squares[^1].Length];
        for (int position = 0; position < layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            double energy = 0, square = 0;
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                double others = 0;
                for (int k = layout.Dimension - 2, rest = r; k >= 0; rest /= squares[k].Length, k--) others += squares[k][rest % squares[k].Length];
                energy += TensorPrimitives.Dot<double>(row, squares[^1]) + others * TensorPrimitives.Sum<double>(row);
                square += TensorPrimitives.SumOfSquares<double>(row);
                sums.Suprema[position] = Math.Max(sums.Suprema[position], TensorPrimitives.Max<double>(row));
            }

            (sums.Energies[position], sums.Squares[position]) = (energy * layout.VelocityVolume, square * layout.VelocityVolume);
        }

        return sums;
    }

    /// <summary>sup |x - v t| over the corners of the cells that hold more than <see cref="Negligible"/> of the largest value.</summary>
    public static double PositionRadius(PhaseField field, double time)
    {
        PhaseLayout layout = field.Layout;
        int d = layout.Dimension;
        var row = new double[layout.Velocities[^1].Cells];
        Span<double> x = stackalloc double[d];
        double threshold = Negligible * SupProfile(field).Max(), largest = 0;
        for (int position = 0; position < layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            for (int k = d - 1, rest = position; k >= 0; rest /= layout.Positions[k].Cells, k--) x[k] = layout.Positions[k].Centre(rest % layout.Positions[k].Cells);
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                double others = 0;
                for (int k = d - 2, rest = r; k >= 0; rest /= layout.Velocities[k].Cells, k--)
                {
                    double reach = Reach(k, x[k], layout.Velocities[k].Centre(rest % layout.Velocities[k].Cells));
                    others += reach * reach;
                }

                for (int j = 0; j < row.Length; j++)
                {
                    if (row[j] <= threshold) continue;
                    double reach = Reach(d - 1, x[d - 1], layout.Velocities[d - 1].Centre(j));
                    largest = Math.Max(largest, others + reach * reach);
                }
            }
        }

        return Math.Sqrt(largest);

        double Reach(int axis, double at, double velocity) => Math.Abs(at - velocity * time) + 0.5 * (layout.Positions[axis].Width + time * layout.Velocities[axis].Width);
    }

    /// <summary>sup_x f in each velocity cell.</summary>
    public static double[] SupProfile(PhaseField field)
    {
        var row = new double[field.Layout.Velocities[^1].Cells];
        var sup = new double[field.Rows * row.Length];
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                for (int k = 0; k < row.Length; k++) sup[r * row.Length + k] = Math.Max(sup[r * row.Length + k], row[k]);
            }
        }

        return sup;
    }

    /// <summary>int g(f) for g(0) = 0.</summary>
    public static double Integral(PhaseField field, Func<double, double> g)
    {
        var row = new double[field.Layout.Velocities[^1].Cells];
        double sum = 0;
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                foreach (double f in row)
                    if (f > 0) sum += g(f);
            }
        }

        return sum * field.Layout.PositionVolume * field.Layout.VelocityVolume;
    }

    /// <summary>A copy of f as [position cell, velocity cell].</summary>
    public static double[,] Values(PhaseField field)
    {
        var row = new double[field.Layout.Velocities[^1].Cells];
        var values = new double[field.Layout.PositionCells, field.Rows * row.Length];
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            if (!field.Fields.IsOccupied(position)) continue;
            for (int r = 0; r < field.Rows; r++)
            {
                field.Read(position, r, row);
                for (int k = 0; k < row.Length; k++) values[position, r * row.Length + k] = row[k];
            }
        }

        return values;
    }

    private static double VelocityRadius(PhaseField field)
    {
        double[] sup = SupProfile(field);
        double threshold = Negligible * sup.Max(), largest = 0;
        for (int cell = 0; cell < sup.Length; cell++)
        {
            if (sup[cell] <= threshold) continue;
            int rest = cell;
            double square = 0;
            for (int k = field.Layout.Dimension - 1; k >= 0; k--)
            {
                GridAxis axis = field.Layout.Velocities[k];
                int at = rest % axis.Cells;
                double reach = Math.Max(Math.Abs(axis.Face(at)), Math.Abs(axis.Face(at + 1)));
                square += reach * reach;
                rest /= axis.Cells;
            }

            largest = Math.Max(largest, square);
        }

        return Math.Sqrt(largest);
    }
}

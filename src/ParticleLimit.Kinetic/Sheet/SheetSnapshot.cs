using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The phase-space sheet at one time, and what it gives: observables, profiles, f.</summary>
/// <remarks>All is exact for the map that is linear on the triangles, f0 constant on the quads of labels, and the exposure A linear on the triangles.</remarks>
internal sealed class SheetSnapshot
{
    private readonly ImmutableArray<SheetPatch> patches;
    private readonly double[] positions, velocities, exposure;
    private readonly double gamma, period;

    /// <summary>A copy of a solver's sheet.</summary>
    public SheetSnapshot(SheetSolver solver)
    {
        (patches, gamma, period, Time) = (solver.Patches, solver.Gamma, solver.Domain.Period(0), solver.Time);
        (positions, velocities, exposure) = (solver.Positions.ToArray(), solver.Velocities.ToArray(), solver.Exposure.ToArray());
        Observables = Observe(solver);
    }

    private delegate void TriangleAction(in SheetTriangle triangle);

    /// <summary>t.</summary>
    public double Time { get; }

    /// <summary>Mass, momentum, energy, R(t) and the entropy H[f0] + gamma int A f0.</summary>
    public Observables Observables { get; }

    /// <summary>S(t) = sup |x - v t| over the support (Lemma 3.8).</summary>
    public double PositionRadius
    {
        get
        {
            double radius = 0;
            for (int i = 0; i < positions.Length; i++) radius = Math.Max(radius, Math.Abs(positions[i] - Time * velocities[i]));
            return radius;
        }
    }

    /// <summary>sup f.</summary>
    public double Supremum
    {
        get
        {
            double largest = 0;
            ForEach((in SheetTriangle t) => largest = Math.Max(largest, t.Density * Math.Exp(gamma * Math.Max(t.A0, Math.Max(t.A1, t.A2)))));
            return largest;
        }
    }

    /// <summary>int f^p, by Simpson's weights of the exposure over each triangle.</summary>
    public double PowerIntegral(double p)
    {
        double sum = 0;
        ForEach((in SheetTriangle t) =>
        {
            double power = (p - 1) * gamma;
            double middles = Math.Exp(power * 0.5 * (t.A0 + t.A1)) + Math.Exp(power * 0.5 * (t.A1 + t.A2)) + Math.Exp(power * 0.5 * (t.A2 + t.A0));
            if (t.Mass > 0) sum += t.Mass * Math.Pow(t.Density, p - 1) * middles / 3;
        });
        return sum;
    }

    /// <summary>The interval of positions that holds the sheet, on the whole line.</summary>
    public (double From, double To) PositionRange => (positions.Min(), positions.Max());

    /// <summary>The smallest ratio of the area of a triangle to its area at time 0, exp(-gamma A): how thin the sheet has become.</summary>
    public double LargestExposure => exposure.Max();

    /// <summary>Cell averages of rho and rho u over an axis; on a torus over its period.</summary>
    public (double[] Density, double[] Momentum) Marginal(GridAxis axis)
    {
        var cells = new double[2 * (axis.Cells + 2)];
        bool periodic = double.IsFinite(period);
        double from = periodic ? axis.From : axis.From - axis.Width;
        Span<double> target = periodic ? cells.AsSpan(0, 2 * axis.Cells) : cells; // one cell more on each side takes what lies outside
        foreach (SheetPatch patch in patches)
            MarginalDeposit.Add(
                positions.AsSpan(patch.FirstNode, patch.NodeCount), velocities.AsSpan(patch.FirstNode, patch.NodeCount), patch.Mass, patch.PositionCells,
                0, patch.VelocityCells, target, from, axis.Width, periodic);
        int first = periodic ? 0 : 1;
        var density = new double[axis.Cells];
        var momentum = new double[axis.Cells];
        for (int k = 0; k < axis.Cells; k++)
        {
            density[k] = cells[2 * (k + first)] / axis.Width;
            momentum[k] = cells[2 * (k + first) + 1] / axis.Width;
        }

        return (density, momentum);
    }

    /// <summary>Cell averages of f as [x, v].</summary>
    public double[,] CellAverages(GridAxis position, GridAxis velocity)
    {
        var raster = new SheetRaster(position, velocity, double.IsFinite(period));
        ForEach((in SheetTriangle t) => raster.Add(t));
        return raster.Averages();
    }

    /// <summary>h(t, v) = sup_x f at the given velocities, ascending.</summary>
    public double[] SupProfile(double[] at)
    {
        var h = new double[at.Length];
        ForEach((in SheetTriangle triangle) =>
        {
            if (triangle.Density == 0) return;
            SheetTriangle t = triangle.SortedByVelocity();
            int first = Array.BinarySearch(at, t.V0);
            for (int k = first < 0 ? ~first : first; k < at.Length && at[k] < t.V2; k++)
            {
                double v = at[k], along = t.A0 + (t.A2 - t.A0) * (v - t.V0) / (t.V2 - t.V0);
                double across = v < t.V1 ? t.A0 + (t.A1 - t.A0) * (v - t.V0) / (t.V1 - t.V0) : t.A1 + (t.A2 - t.A1) * (v - t.V1) / (t.V2 - t.V1);
                h[k] = Math.Max(h[k], t.Density * Math.Exp(gamma * Math.Max(along, across)));
            }
        });
        return h;
    }

    private Observables Observe(SheetSolver solver)
    {
        CompensatedSum mass = default, momentum = default, energy = default, entropy = default;
        double radius = 0;
        for (int i = 0; i < velocities.Length; i++)
        {
            double m = solver.NodeMass[i];
            mass.Add(m);
            momentum.Add(m * velocities[i]);
            entropy.Add(m * exposure[i]);
            radius = Math.Max(radius, Math.Abs(velocities[i]));
        }

        ForEach((in SheetTriangle t) => energy.Add(t.Mass * (t.V0 * (t.V0 + t.V1) + t.V1 * (t.V1 + t.V2) + t.V2 * (t.V2 + t.V0)) / 6));
        double temperature = energy.Value - momentum.Value * momentum.Value / mass.Value;
        return new Observables(mass.Value, [momentum.Value], energy.Value, temperature, radius, solver.Initial.Entropy + gamma * entropy.Value);
    }

    private void ForEach(TriangleAction action)
    {
        foreach (SheetPatch patch in patches)
        {
            int columns = patch.PositionCells + 1;
            for (int j = 0; j < patch.VelocityCells; j++)
                for (int i = 0; i < patch.PositionCells; i++)
                {
                    int quad = j * patch.PositionCells + i, a = patch.FirstNode + j * columns + i, b = a + 1, c = a + columns, d = c + 1;
                    bool even = ((i + j) & 1) == 0;
                    action(Triangle(patch, quad, a, b, even ? d : c));
                    action(Triangle(patch, quad, even ? a : b, c, d));
                }
        }
    }

    private SheetTriangle Triangle(SheetPatch patch, int quad, int a, int b, int c) => new(
        0.5 * patch.Mass[quad], patch.Density[quad], positions[a], positions[b], positions[c],
        velocities[a], velocities[b], velocities[c], exposure[a], exposure[b], exposure[c]);
}

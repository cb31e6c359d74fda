using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Potentials of the fewer of two sets of points, raised where too little mass would go and lowered where too much would: an ascent of the dual of their transport.</summary>
/// <remarks>Each of the many points goes where c(y, x_i) - u_i is least, and sum_i m_i u_i + sum_j m_j min_i (c(y_j, x_i) - u_i) is a lower bound of the transport's cost whatever the u_i.
/// Its slope in u_i is the mass of x_i less what goes there, as for Laguerre cells: F. Santambrogio, "Optimal Transport for Applied Mathematicians" (2015), section 6.4.2.</remarks>
internal sealed class PotentialAscent
{
    private const double FirstStep = 0.5, Shrink = 0.7, MostSurplus = 2;
    private const int Strips = 64;

    private readonly TransportPoints few, many;
    private readonly TransportCosts costs;
    private readonly double total;
    private readonly ParallelOptions options;
    private readonly PricingTree tree;
    private readonly double[] least;
    private readonly int[] owners;
    private double step = FirstStep;

    /// <summary>An ascent from given potentials.</summary>
    /// <param name="few">The points that have the potentials.</param>
    /// <param name="many">The points that choose; their masses and those of the few have one sum.</param>
    /// <param name="periods">The period of each axis, infinite where there is none.</param>
    /// <param name="ground">What distances cost.</param>
    /// <param name="potentials">u_i to begin with.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    public PotentialAscent(TransportPoints few, TransportPoints many, double[] periods, GroundCost ground, double[] potentials, int threads)
    {
        (this.few, this.many, costs) = (few, many, new TransportCosts(many.Coordinates, few.Coordinates, periods, ground));
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        foreach (long mass in few.Masses) total += mass;
        tree = new PricingTree(few.Coordinates, periods, ground.Order);
        (owners, least) = (new int[many.Count], new double[many.Count]);
        (Potentials, Owners) = (potentials, new int[many.Count]);
        Dual = Choose(potentials);
        owners.CopyTo(Owners, 0);
    }

    /// <summary>The best potentials so far.</summary>
    public double[] Potentials { get; }

    /// <summary>Where each of the many points goes by them.</summary>
    public int[] Owners { get; }

    /// <summary>The lower bound of the mean cost that they prove.</summary>
    public double Dual { get; private set; }

    /// <summary>Steps along the slope, of a length in proportion to the mean cost over the number of axes, shorter after each that did not help.</summary>
    public void Run(int steps)
    {
        double[] present = [.. Potentials], got = new double[few.Count];
        for (int k = 0; k < steps; k++)
        {
            Array.Clear(got);
            double mean = 0;
            for (int j = 0; j < many.Count; j++)
            {
                got[owners[j]] += many.Masses[j];
                mean += many.Masses[j] / total * (least[j] + present[owners[j]]);
            }

            for (int i = 0; i < few.Count; i++) present[i] += step * mean / costs.Periods.Length * Math.Max(1 - got[i] / few.Masses[i], -MostSurplus);
            double dual = Choose(present);
            if (dual <= Dual)
            {
                step *= Shrink;
                continue;
            }

            Dual = dual;
            present.CopyTo(Potentials, 0);
            owners.CopyTo(Owners, 0);
        }
    }

    /// <summary>The owners by some potentials, and the dual's value. Only those that are better than the last owner are looked for.</summary>
    private double Choose(double[] potentials)
    {
        tree.SetPotentials(potentials);
        int highest = Array.IndexOf(potentials, potentials.Max());
        Parallel.For(0, Strips, options, strip =>
        {
            Span<double> point = stackalloc double[costs.Periods.Length], value = stackalloc double[1];
            Span<int> owner = stackalloc int[1];
            for (int j = (int)((long)many.Count * strip / Strips); j < (int)((long)many.Count * (strip + 1) / Strips); j++)
            {
                many.CopyTo(j, point);
                double present = costs.Cost(j, owners[j]) - potentials[owners[j]];
                (least[j], owners[j]) = tree.Least(point, present, value, owner) > 0 ? (value[0], owner[0]) : (present, owners[j]);
                if (least[j] > costs.Ground.Most - potentials[highest]) (least[j], owners[j]) = (costs.Ground.Most - potentials[highest], highest);
            }
        });

        var dual = default(CompensatedSum);
        for (int i = 0; i < few.Count; i++) dual.AddProduct(potentials[i], few.Masses[i]);
        for (int j = 0; j < many.Count; j++) dual.AddProduct(Math.BitDecrement(least[j]), many.Masses[j]); // one step under the rounded difference no rounding is left
        return dual.Value / total;
    }
}

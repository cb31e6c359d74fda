using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The density q(s) of the relative speed |w| of two independent particles whose velocity components are independent.</summary>
/// <remarks>w has the density prod_k A_k(w_k), A_k(y) = int p_k(v) p_k(v + y) dv, even in each component: q(s) is s^(d-1) times its integral over the directions of one orthant, times 2^d.</remarks>
internal sealed class RelativeSpeedDensity
{
    private const int Panels = 6;

    private readonly ProductState state;
    private readonly (double[] Direction, double Weight)[] directions;

    /// <summary>The density at time 0 of a state.</summary>
    public RelativeSpeedDensity(ProductState state)
    {
        this.state = state;
        (double Node, double Weight)[] angles = [.. GaussLegendre.Nodes(0, Math.PI / 2, Panels)];
        directions = state.Dimension switch
        {
            1 => [([1.0], 1)],
            2 => [.. angles.Select(a => (new[] { Math.Cos(a.Node), Math.Sin(a.Node) }, a.Weight))],
            _ => [.. from a in angles from b in angles select (new[] { Math.Cos(a.Node), Math.Sin(a.Node) * Math.Cos(b.Node), Math.Sin(a.Node) * Math.Sin(b.Node) }, Math.Sin(a.Node) * a.Weight * b.Weight)],
        };
    }

    /// <summary>q(s).</summary>
    public double At(double speed)
    {
        int d = state.Dimension;
        double sum = 0;
        foreach ((double[] direction, double weight) in directions)
        {
            double product = weight;
            for (int k = 0; k < d && product > 0; k++) product *= Autocorrelation(state.Velocities[k], speed * direction[k]);
            sum += product;
        }

        return sum * Math.Pow(2, d) * Math.Pow(speed, d - 1);
    }

    private static double Autocorrelation(IMarginal law, double difference) =>
        GaussLegendre.Integrate(v => law.Density(v) * law.Density(v + difference), law.From, law.To - difference, 1);
}

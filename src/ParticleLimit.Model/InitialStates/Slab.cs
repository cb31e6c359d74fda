using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>A flock on a torus, d = 2 or 3, that is even along every axis but the first: f0 = sum_i p_i g_i(x_0, v_0) h_i(v_1, ..) / A, where A is the volume of the other axes and all h_i have one mean.</summary>
/// <remarks>(1.3) and (1.2) keep that form. rho and u_0 depend on x_0 alone and the other components of u stay what they are, so that the marginal in (x_0, v_0) obeys the equation on the line with gamma / A in the place of gamma, and
/// the other velocities contract about their mean along its characteristics, v_k' = -gamma rho(x_0) (v_k - u_k). Nothing is approximated.</remarks>
public sealed class Slab
{
    private Slab(InitialState initial, Torus torus, ImmutableArray<(double Weight, ProductState State)> components)
    {
        (Initial, Torus, Components) = (initial, torus, components);
        Section = torus.Lengths.Skip(1).Aggregate(1.0, (product, length) => product * length);
        LineTorus = new Torus(torus.Lengths[0]);
        Mean = [.. components[0].State.Velocities.Skip(1).Select(law => law.Mean)];
        ImmutableArray<InitialState> lines = [.. components.Select(component => new ProductState([component.State.Positions[0]], [component.State.Velocities[0]]))];
        Line = lines.Length == 1 ? lines[0] : new MixtureState([.. components.Select(component => component.Weight)], lines);
    }

    /// <summary>f0.</summary>
    public InitialState Initial { get; }

    /// <summary>Where positions live.</summary>
    public Torus Torus { get; }

    /// <summary>The products that f0 is a mixture of, with their weights.</summary>
    public ImmutableArray<(double Weight, ProductState State)> Components { get; }

    /// <summary>The marginal of f0 in (x_0, v_0).</summary>
    public InitialState Line { get; }

    /// <summary>The first axis alone.</summary>
    public Torus LineTorus { get; }

    /// <summary>A, the volume of the axes across.</summary>
    public double Section { get; }

    /// <summary>The mean velocity across, d - 1 numbers.</summary>
    public ImmutableArray<double> Mean { get; }

    /// <summary>The flock that an initial state is; null where it is none, or in d = 1.</summary>
    public static Slab? Of(InitialState initial, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(initial);
        if (domain is not Torus torus || torus.Dimension < 2 || initial.Dimension != torus.Dimension) return null;
        var components = ImmutableArray.CreateBuilder<(double Weight, ProductState State)>();
        if (!Collect(initial, 1)) return null;
        ProductState first = components[0].State;
        return components.All(component => IsEven(component.State, torus) && HasMeansOf(first, component.State)) ? new Slab(initial, torus, components.ToImmutable()) : null;

        bool Collect(InitialState state, double weight)
        {
            if (state is MixtureState mixture) return mixture.Components.Zip(mixture.Weights).All(part => Collect(part.First, weight * part.Second));
            if (state is not ProductState product) return false;
            components.Add((weight, product));
            return true;
        }
    }

    private static bool IsEven(ProductState state, Torus torus) =>
        Enumerable.Range(1, torus.Dimension - 1).All(k => state.Positions[k] is UniformMarginal law && Math.Abs(law.To - law.From - torus.Period(k)) <= 1e-12 * torus.Period(k));

    private static bool HasMeansOf(ProductState first, ProductState state) =>
        first.Velocities.Zip(state.Velocities).Skip(1).All(laws => Math.Abs(laws.First.Mean - laws.Second.Mean) <= 1e-12 * (laws.First.To - laws.First.From));
}

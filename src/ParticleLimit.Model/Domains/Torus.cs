using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The flat torus [0, L_0) x .. x [0, L_{d-1}).</summary>
public sealed record Torus : Domain
{
    /// <summary>A torus of the given side lengths.</summary>
    /// <exception cref="ArgumentException">There are not 1 to 3 lengths, or one is not positive and finite.</exception>
    public Torus(params ImmutableArray<double> lengths)
        : base(lengths.Length)
    {
        if (lengths.Length is < 1 or > 3) throw new ArgumentException("A torus has 1, 2 or 3 side lengths.", nameof(lengths));
        foreach (double length in lengths)
            if (!(length > 0 && double.IsFinite(length))) throw new ArgumentException("Side lengths are positive and finite.", nameof(lengths));
        Lengths = lengths;
    }

    /// <summary>The side lengths L_k.</summary>
    public ImmutableArray<double> Lengths { get; }

    /// <summary>The volume, the product of the side lengths.</summary>
    public double Volume => Lengths.Aggregate(1.0, (product, length) => product * length);

    /// <inheritdoc/>
    public override double Period(int axis) => Lengths[axis];
}

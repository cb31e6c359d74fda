using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>Where the columns stand: on cells that fly with the mean velocity of the solution, which neither transport nor alignment changes.</summary>
/// <remarks>Remaps through cells at rest would smear a flock that flies past them, however little happens in it: a moving observer would see another error. Frames
/// and momenta of the columns are therefore relative to the mean velocity, and the lattice is ahead of the axes. Columns are renumbered as it passes their cells,
/// so that each one is within half a cell of the cell of its number.</remarks>
/// <param name="axes">The position axes.</param>
/// <param name="velocity">The mean velocity.</param>
internal sealed class FrameLattice(ImmutableArray<GridAxis> axes, ImmutableArray<double> velocity)
{
    private readonly double[] offsets = new double[axes.Length], cells = new double[axes.Length];
    private readonly int[] passed = new int[axes.Length];

    /// <summary>The position axes.</summary>
    public ImmutableArray<GridAxis> Axes => axes;

    /// <summary>The mean velocity.</summary>
    public ImmutableArray<double> Velocity => velocity;

    /// <summary>The time at which it stands there.</summary>
    public double Time { get; private set; }

    /// <summary>How far a column is ahead of the cell of its number along an axis, in cells, -1/2 to 1/2.</summary>
    public double Offset(int axis) => offsets[axis];

    /// <summary>By how much the last move raised the number of a column that stays where it is on the lattice.</summary>
    public int Passed(int axis) => passed[axis];

    /// <summary>The lower face of a column.</summary>
    public double Face(int axis, int place) => axes[axis].Face(place) + offsets[axis] * axes[axis].Width;

    /// <summary>Moves on.</summary>
    public void MoveTo(double time)
    {
        Time = time;
        for (int k = 0; k < offsets.Length; k++)
        {
            double flown = velocity[k] * time / axes[k].Width, whole = Math.Round(flown, MidpointRounding.AwayFromZero);
            (passed[k], offsets[k], cells[k]) = (checked((int)(whole - cells[k])), flown - whole, whole);
        }
    }
}

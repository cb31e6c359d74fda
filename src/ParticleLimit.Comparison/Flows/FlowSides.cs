namespace ParticleLimit.Comparison;

/// <summary>The flux through the faces on the four sides of a rectangle of boxes.</summary>
internal sealed class FlowSides(int countX, int countV)
{
    /// <summary>Along x through the lower side, for each box along v.</summary>
    public double[] LowX { get; } = new double[countV];

    /// <summary>Along x through the upper side.</summary>
    public double[] HighX { get; } = new double[countV];

    /// <summary>Along v through the lower side, for each box along x.</summary>
    public double[] LowV { get; } = new double[countX];

    /// <summary>Along v through the upper side.</summary>
    public double[] HighV { get; } = new double[countX];
}

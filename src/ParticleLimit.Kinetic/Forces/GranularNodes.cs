namespace ParticleLimit.Kinetic;

/// <summary>The faces of a velocity axis at which the granular force of a column is tabulated, with its slope: between them it is nearly a cubic.</summary>
internal sealed class GranularNodes
{
    private const int CellsPerNode = 8;

    private readonly GridAxis velocity;
    private readonly int[] faces;

    /// <summary>The nodes of an axis.</summary>
    public GranularNodes(GridAxis velocity)
    {
        this.velocity = velocity;
        int intervals = Math.Max(4, velocity.Cells / CellsPerNode);
        faces = [.. Enumerable.Range(0, intervals + 1).Select(k => (int)((long)k * velocity.Cells / intervals))];
    }

    /// <summary>How many there are.</summary>
    public int Count => faces.Length;

    /// <summary>The face of a node.</summary>
    public int Face(int node) => faces[node];

    /// <summary>The interval around a velocity: its first node, and the weights of value and slope there, of value and slope at the next node.</summary>
    public int At(double v, Span<double> weights)
    {
        double place = Math.Clamp((v - velocity.From) / velocity.Width, 0, velocity.Cells);
        int node = Math.Min((int)(place * (faces.Length - 1) / velocity.Cells), faces.Length - 2);
        while (place > faces[node + 1]) node++;
        while (place < faces[node]) node--;
        double width = (faces[node + 1] - faces[node]) * velocity.Width, t = (place - faces[node]) / (faces[node + 1] - faces[node]), r = 1 - t;
        (weights[0], weights[1], weights[2], weights[3]) = ((1 + 2 * t) * r * r, t * r * r * width, t * t * (3 - 2 * t), -t * t * r * width);
        return node;
    }
}

namespace ParticleLimit.Kinetic;

/// <summary>The pieces into which free transport cuts a cell of a moving frame, one for each position cell that it reaches.</summary>
/// <remarks>Within a cell the velocity is linear in x, and where the centre of its mass is, it is its mean velocity: the pieces together have its mass and
/// momentum. Transport stretches it linearly.</remarks>
internal struct FramePieces
{
    // A cell is never compressed to less than this share of its length in one step; any more would fold it.
    private const double Shortest = 0.05;

    // What is below this is dropped: the quotient of denormal numbers is no velocity.
    private const double Trifle = 1e-200;

    private readonly double mass, left, right, moment; // of the cell; int x f over it from its left face
    private readonly double velocity, slope, middle;    // at its centre of mass
    private readonly double step, cell, from, length;
    private readonly int last;
    private double taken, takenMoment;

    /// <summary>The pieces of a cell.</summary>
    /// <param name="columns">The solution.</param>
    /// <param name="position">The position cell.</param>
    /// <param name="velocity">The cell of w.</param>
    /// <param name="w">The mean of w over it.</param>
    /// <param name="faces">Values of the parabola in x at its left and its right face.</param>
    /// <param name="step">The time step over the width of a position cell.</param>
    public FramePieces(FrameColumns columns, int position, int velocity, double w, (double Left, double Right) faces, double step)
    {
        VelocityFrame frame = columns.Frames[position];
        mass = columns.Mass[position * columns.Velocities + velocity];
        if (!(mass > Trifle)) return;
        (left, right, this.step, cell) = (faces.Left, faces.Right, step, position);
        moment = Moment(1);
        middle = moment / mass;
        this.velocity = frame.Centre + frame.Scale * w;
        slope = Math.Max(frame.Slope, (Shortest - 1) / step);
        length = 1 + step * slope;
        from = position + step * (this.velocity - slope * middle);
        Slope = slope / length;
        Target = (int)Math.Floor(from) - 1;
        last = (int)Math.Ceiling(from + length) - 1;
    }

    /// <summary>The position cell that the present piece is in, not wrapped.</summary>
    public int Target { get; private set; }

    /// <summary>Its mass.</summary>
    public double Mass { get; private set; }

    /// <summary>Its centre of mass, in cells.</summary>
    public double Position { get; private set; }

    /// <summary>Its mean velocity.</summary>
    public double Velocity { get; private set; }

    /// <summary>Its extent along x, in cells.</summary>
    public double Length { get; private set; }

    /// <summary>The slope of its velocity per cell, of all pieces.</summary>
    public double Slope { get; }

    /// <summary>Goes on to the next piece.</summary>
    /// <returns>False if there is none.</returns>
    public bool Next()
    {
        while (mass > Trifle && Target < last)
        {
            Target++;
            double start = Math.Clamp((Target - from) / length, 0, 1), end = Target == last ? 1 : Math.Clamp((Target + 1 - from) / length, 0, 1);
            double upTo = Target == last ? mass : Math.Clamp(ParabolicReconstruction.LowerPart(mass, left, right, end), taken, mass);
            double upToMoment = Target == last ? moment : Moment(end), own = upTo - taken, ownMoment = upToMoment - takenMoment;
            (taken, takenMoment) = (upTo, upToMoment);
            if (!(own > Trifle)) continue;
            double place = Math.Clamp(ownMoment / own, start, end);
            (Mass, Length) = (own, (end - start) * length);
            Velocity = velocity + slope * (place - middle);
            Position = cell + place + step * Velocity;
            return true;
        }

        return false;
    }

    private readonly double Moment(double s)
    {
        double curvature = 6 * mass - 3 * (left + right);
        return s * s * (0.5 * left + s * ((right - left + curvature) * (1.0 / 3) - 0.25 * s * curvature));
    }
}

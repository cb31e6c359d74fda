namespace ParticleLimit.Kinetic;

/// <summary>The pieces into which free transport cuts a cell of a moving frame, one for each position cell that it reaches.</summary>
/// <remarks>Within a cell the velocity is linear in x. What is faster or slower within the width of
/// the cell arrives farther or less far: pieces are averages over that width, so that cells at the same place but of frames that differ move as one fluid. All
/// pieces together have the mass and the momentum of the cell.</remarks>
internal struct FramePieces
{
    // A cell is never compressed to less than this share of its length in one step; any more would fold it.
    private const double Shortest = 0.05;

    // Where arrivals differ by less, of the cell's length, the cell moves as one.
    private const double LeastSpread = 1e-12;

    // Up to this, the places at which the velocities of a cell arrive are beyond one of its faces at most.
    private const double MostAtOneFace = 0.5;

    // What is below this is dropped: the quotient of denormal numbers is no velocity.
    private const double Trifle = 1e-200;

    private readonly double mass, left, right, moment; // of the cell; int x f over it from its left face
    private readonly double velocity, slope, middle;   // at its centre of mass
    private readonly double width;                     // in v
    private readonly double step, cell, from;          // arrival of its left face
    private readonly double spread;                    // half the difference of arrival over the width, in lengths
    private readonly double inverse, inverseSpread;    // of the stretch, and half that of the spread
    private readonly int last;
    private Part taken;

    /// <summary>The pieces of a cell.</summary>
    /// <param name="mass">Its mass.</param>
    /// <param name="position">The place of its position cell on the line.</param>
    /// <param name="velocity">Its mean velocity along the line, where it is at <paramref name="centre"/>.</param>
    /// <param name="slope">How that changes along the line, a velocity per position cell.</param>
    /// <param name="centre">The centre of mass of its column, from the left face.</param>
    /// <param name="width">Its extent in that velocity.</param>
    /// <param name="faces">Values of the parabola in x at its left and its right face.</param>
    /// <param name="step">The time step over the width of a position cell.</param>
    public FramePieces(double mass, double position, double velocity, double slope, double centre, double width, (double Left, double Right) faces, double step)
    {
        if (!(mass > Trifle)) return;
        (this.mass, left, right, this.step, cell) = (mass, faces.Left, faces.Right, step, position);
        moment = Moment(1);
        middle = moment / mass;
        (this.velocity, this.width) = (velocity + slope * (middle - centre), width);
        this.slope = Math.Max(slope, (Shortest - 1) / step);
        Stretch = 1 + step * this.slope;
        from = position + step * (this.velocity - this.slope * middle);
        inverse = 1 / Stretch;
        spread = 0.5 * step * width * inverse;
        inverseSpread = 0.5 / spread;
        Slope = this.slope * inverse;
        Target = (int)Math.Floor(from - spread * Stretch) - 1;
        last = (int)Math.Ceiling(from + (1 + spread) * Stretch) - 1;
    }

    /// <summary>The position cell that the present piece is in, not wrapped.</summary>
    public int Target { get; private set; }

    /// <summary>Its mass.</summary>
    public double Mass { get; private set; }

    /// <summary>Its centre of mass, in cells.</summary>
    public double Position { get; private set; }

    /// <summary>Its mean velocity.</summary>
    public double Velocity { get; private set; }

    /// <summary>Where its centre of mass was before the step, from the left face, in cells.</summary>
    public double Before { get; private set; }

    /// <summary>How far its mean of w is above that of the whole cell, in cells of w, -1/2 to 1/2.</summary>
    public double Offset { get; private set; }

    /// <summary>The length of the cell after the step over that before.</summary>
    public double Stretch { get; }

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
            double start = (Target - from) * inverse, end = (Target + 1 - from) * inverse;
            Part upTo = Target == last ? new Part(mass, moment, 0) : Below(end);
            upTo = upTo with { Mass = Math.Max(taken.Mass, upTo.Mass) };
            (double own, double ownMoment, double ownOffset) = (upTo.Mass - taken.Mass, upTo.Moment - taken.Moment, upTo.Offset - taken.Offset);
            taken = upTo;
            if (!(own > Trifle)) continue;
            (start, end) = (Math.Clamp(start - spread, 0, 1), Math.Clamp(end + spread, 0, 1));
            double share = 1 / own, place = Math.Clamp(ownMoment * share, start, end), central = velocity + slope * (place - middle);
            (Mass, Before, Length, Offset) = (own, place, Math.Min(1, (end - start) * Stretch), Math.Clamp(ownOffset * share, -0.5, 0.5));
            Position = Math.Clamp(cell + place + step * central, Target, Target + 1);
            Velocity = central + Offset * width;
            return true;
        }

        return false;
    }

    // What is on the left of a place, averaged over the places that it is for the velocities of the cell. Where these are near each other differences of integrals would be lost in
    // rounding: inside the cell they are worked out, and about its right face what is on the right is taken.
    private readonly Part Below(double place)
    {
        if (spread < LeastSpread)
        {
            double s = Math.Clamp(place, 0, 1);
            return new Part(ParabolicReconstruction.LowerPart(mass, left, right, s), Moment(s), 0);
        }

        if (spread > MostAtOneFace || place < spread) return Averages(place, left, right);
        if (place <= 1 - spread) return Inside(place);
        (double above, double aboveMoment, double offset) = Averages(1 - place, right, left);
        return new Part(mass - above, moment - above + aboveMoment, offset);
    }

    // By the derivatives of the mass and of the first moment on the left, of which the third and the fourth are constant.
    private readonly Part Inside(double place)
    {
        double curvature = 6 * mass - 3 * (left + right), value = left + place * (right - left + curvature * (1 - place)), slope = right - left + curvature * (1 - 2 * place);
        double square = spread * spread;
        return new Part(
            ParabolicReconstruction.LowerPart(mass, left, right, place) + square * (1.0 / 6) * slope,
            Moment(place) + square * ((value + place * slope) * (1.0 / 6) - square * curvature * (1.0 / 20)),
            spread * (square * curvature * (1.0 / 30) - value * (1.0 / 6)));
    }

    // By the integrals over t of F(place - t) and t F(place - t), the latter by parts.
    private readonly Part Averages(double place, double left, double right)
    {
        (double mass0, double moment0, double twice0) = Integrals(place - spread, left, right);
        (double mass1, double moment1, double twice1) = Integrals(place + spread, left, right);
        return new Part((mass1 - mass0) * inverseSpread, (moment1 - moment0) * inverseSpread, ((twice1 - twice0) * inverseSpread - 0.5 * (mass0 + mass1)) * inverseSpread);
    }

    // The integrals of the mass and of the first moment up to s over s, and of the first of these again; beyond the cell as well.
    private readonly (double Mass, double Moment, double Twice) Integrals(double s, double left, double right)
    {
        if (s <= 0) return default;
        double over = Math.Max(0, s - 1), t = Math.Min(s, 1), curvature = 6 * mass - 3 * (left + right), rise = right - left + curvature;
        double whole = t * t * (left / 2 + t * (rise / 6 - t * curvature / 12)), cube = t * t * t;
        return (
            whole + over * mass,
            cube * (left / 6 + t * (rise / 12 - t * curvature / 20)) + over * moment,
            cube * (left / 6 + t * (rise / 24 - t * curvature / 60)) + over * (whole + 0.5 * over * mass));
    }

    private readonly double Moment(double s)
    {
        double curvature = 6 * mass - 3 * (left + right);
        return s * s * (0.5 * left + s * ((right - left + curvature) * (1.0 / 3) - 0.25 * s * curvature));
    }

    /// <summary>A part of the cell: its mass, its first moment in x, and its mass times its <see cref="FramePieces.Offset"/>.</summary>
    private readonly record struct Part(double Mass, double Moment, double Offset);
}

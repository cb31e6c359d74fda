namespace ParticleLimit.Kinetic;

/// <summary>How something on the lattice is shared out along one axis to the two cells of the axis that it covers.</summary>
/// <param name="Share">What stays in the cell of its own number; the rest goes to the next one, or, where the lattice is behind, to the one before.</param>
/// <param name="Kept">The centre of mass of what stays, from that of the whole, in cells.</param>
/// <param name="Given">The centre of mass of the rest, likewise.</param>
internal readonly record struct FrameCut(double Share, double Kept, double Given)
{
    /// <summary>Cuts a cell.</summary>
    /// <param name="mass">Its mass, positive.</param>
    /// <param name="faces">Values of its parabola in x at its left and its right face.</param>
    /// <param name="centre">What the centres of mass are told from, from its left face; its own centre of mass leaves the total momentum as it is.</param>
    /// <param name="offset">How far it is ahead of the cell of its number, in cells, -1/2 to 1/2.</param>
    public static FrameCut Of(double mass, (double Left, double Right) faces, double centre, double offset)
    {
        if (offset == 0) return new FrameCut(1, Centre(0, 1) - centre, 0);
        double at = offset > 0 ? 1 - offset : -offset, below = Below(at) / mass;
        (double low, double high) = (Centre(0, at) - centre, Centre(at, 1) - centre);
        return offset > 0 ? new FrameCut(below, low, high) : new FrameCut(1 - below, high, low);

        double Below(double place) => Math.Clamp(ParabolicReconstruction.LowerPart(mass, faces.Left, faces.Right, place), 0, mass);

        double Moment(double place)
        {
            double curvature = 6 * mass - 3 * (faces.Left + faces.Right);
            return place * place * (0.5 * faces.Left + place * ((faces.Right - faces.Left + curvature) * (1.0 / 3) - 0.25 * place * curvature));
        }

        double Centre(double from, double to)
        {
            double part = Below(to) - Below(from);
            return part > 0 ? Math.Clamp((Moment(to) - Moment(from)) / part, from, to) : 0.5 * (from + to);
        }
    }
}

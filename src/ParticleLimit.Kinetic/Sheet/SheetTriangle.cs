namespace ParticleLimit.Kinetic;

/// <summary>A triangle of the sheet: its mass, f0 over it, and position, velocity and exposure of its corners.</summary>
internal readonly record struct SheetTriangle(
    double Mass, double Density, double X0, double X1, double X2, double V0, double V1, double V2, double A0, double A1, double A2)
{
    /// <summary>The same with its corners in ascending order of velocity.</summary>
    public SheetTriangle SortedByVelocity()
    {
        SheetTriangle t = this;
        if (t.V1 < t.V0) t = t with { X0 = t.X1, X1 = t.X0, V0 = t.V1, V1 = t.V0, A0 = t.A1, A1 = t.A0 };
        if (t.V2 < t.V1) t = t with { X1 = t.X2, X2 = t.X1, V1 = t.V2, V2 = t.V1, A1 = t.A2, A2 = t.A1 };
        if (t.V1 < t.V0) t = t with { X0 = t.X1, X1 = t.X0, V0 = t.V1, V1 = t.V0, A0 = t.A1, A1 = t.A0 };
        return t;
    }
}

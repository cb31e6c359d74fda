using System.Globalization;

namespace ParticleLimit.Experiments;

/// <summary>The numbers that a key allows; the reader checks it and the schema states it.</summary>
/// <param name="Minimum">Lower end.</param>
/// <param name="Maximum">Upper end.</param>
/// <param name="ExcludesMinimum">Whether the lower end itself is excluded.</param>
/// <param name="IsInteger">Whether only whole numbers are allowed.</param>
internal sealed record NumberRange(double Minimum, double Maximum, bool ExcludesMinimum = false, bool IsInteger = false)
{
    private const double Largest = 1e12;

    public static readonly NumberRange Any = new(-Largest, Largest);
    public static readonly NumberRange Positive = new(0, Largest, ExcludesMinimum: true);
    public static readonly NumberRange NotNegative = new(0, Largest);
    public static readonly NumberRange Fraction = new(0, 1, ExcludesMinimum: true);
    public static readonly NumberRange Share = new(0, 1);
    public static readonly NumberRange Dimension = new(1, 3, IsInteger: true);
    public static readonly NumberRange Particles = new(2, 1_000_000_000, IsInteger: true);
    public static readonly NumberRange Replicas = new(1, 1_000_000, IsInteger: true);
    public static readonly NumberRange Cells = new(8, 100_000, IsInteger: true);
    public static readonly NumberRange Steps = new(1, 1_000_000, IsInteger: true);
    public static readonly NumberRange Seed = new(0, ulong.MaxValue, IsInteger: true);

    public bool Contains(double value) =>
        double.IsFinite(value) && value <= Maximum && (ExcludesMinimum ? value > Minimum : value >= Minimum) && (!IsInteger || value == Math.Floor(value));

    public override string ToString()
    {
        string kind = IsInteger ? "a whole number" : "a number";
        string low = Minimum <= -Largest ? "" : ExcludesMinimum ? $" above {Text(Minimum)}" : $" from {Text(Minimum)}";
        return kind + low + $" up to {Text(Maximum)}";
    }

    private static string Text(double value) => value == ulong.MaxValue ? "2^64 - 1" : value.ToString("G12", CultureInfo.InvariantCulture);
}

using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Products with integer masses that enter a sum without a rounding of their own.</summary>
internal static class MassProducts
{
    private const int Bits = 31;

    /// <summary>Adds value times mass.</summary>
    public static void AddProduct(this ref CompensatedSum sum, double value, long mass)
    {
        Add(ref sum, value, (double)(mass >> Bits) * (1L << Bits));
        Add(ref sum, value, mass & ((1L << Bits) - 1));

        static void Add(ref CompensatedSum sum, double value, double factor)
        {
            double product = value * factor;
            sum.Add(product);
            sum.Add(Math.FusedMultiplyAdd(value, factor, -product));
        }
    }
}

namespace ParticleLimit.Particles;

/// <summary>Applies the two-body exchanges of a pair list, one after the other: v_i += s (v_j - v_i), and the opposite for j.</summary>
/// <remarks>With s = (1 - e^{-2 k psi dt}) / 2 in [0, 1/2] each exchange is the exact flow of its pair at fixed positions. Both velocities stay
/// on the segment between them, so the convex hull never grows and the energy never rises; what one gains the other loses.
/// The reverse sweep is the adjoint of the forward one.</remarks>
internal static class PairExchange
{
    /// <summary>One sweep over all pairs, in the order of the list or against it.</summary>
    /// <param name="pairs">The pairs, with s as their number.</param>
    /// <param name="velocities">One array per axis.</param>
    /// <param name="reverse">Whether to sweep from the last pair to the first.</param>
    public static void Sweep(PairList pairs, double[][] velocities, bool reverse)
    {
        switch (velocities.Length)
        {
            case 1: Sweep<OneDimension>(pairs, velocities, reverse); break;
            case 2: Sweep<TwoDimensions>(pairs, velocities, reverse); break;
            default: Sweep<ThreeDimensions>(pairs, velocities, reverse); break;
        }
    }

    private static void Sweep<TDimension>(PairList pairs, double[][] velocities, bool reverse)
        where TDimension : ISpaceDimension
    {
        double[] v0 = velocities[0];
        double[] v1 = TDimension.Value > 1 ? velocities[1] : v0;
        double[] v2 = TDimension.Value > 2 ? velocities[2] : v0;
        int[] rowStart = pairs.RowStart;
        int[] partner = pairs.Partner;
        double[] share = pairs.Value;
        int particles = v0.Length;
        if (!reverse)
        {
            for (int i = 0; i < particles; i++)
                for (int p = rowStart[i]; p < rowStart[i + 1]; p++) Exchange(i, partner[p], share[p]);
        }
        else
        {
            for (int i = particles - 1; i >= 0; i--)
                for (int p = rowStart[i + 1] - 1; p >= rowStart[i]; p--) Exchange(i, partner[p], share[p]);
        }

        void Exchange(int i, int j, double s)
        {
            double change = s * (v0[j] - v0[i]);
            v0[i] += change;
            v0[j] -= change;
            if (TDimension.Value > 1)
            {
                change = s * (v1[j] - v1[i]);
                v1[i] += change;
                v1[j] -= change;
            }

            if (TDimension.Value > 2)
            {
                change = s * (v2[j] - v2[i]);
                v2[i] += change;
                v2[j] -= change;
            }
        }
    }
}

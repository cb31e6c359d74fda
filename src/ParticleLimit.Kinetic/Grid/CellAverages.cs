using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Fills a grid with the exact cell averages of an initial state, periodic images included on a torus; a mono-kinetic state is smeared over a few velocities.</summary>
internal static class CellAverages
{
    /// <summary>Fills the grid.</summary>
    /// <returns>The mass that the grid holds.</returns>
    public static double Fill(PhaseField field, InitialState initial, Domain domain)
    {
        var sources = new List<CellSource>();
        Collect(initial, 1);
        var row = new double[field.Layout.Velocities[^1].Cells];
        double held = 0, volume = field.Layout.PositionVolume * field.Layout.VelocityVolume;
        for (int position = 0; position < field.Layout.PositionCells; position++)
        {
            for (int r = 0; r < field.Rows; r++)
            {
                Array.Clear(row);
                foreach (CellSource source in sources) source.Add(position, r, row);
                double mass = 0;
                for (int k = 0; k < row.Length; k++)
                {
                    mass += row[k];
                    row[k] /= volume;
                }

                held += mass;
                if (mass > 0) field.Write(position, r, row);
            }
        }

        return held;

        void Collect(InitialState state, double weight)
        {
            if (state is MixtureState mixture)
            {
                for (int k = 0; k < mixture.Components.Length; k++) Collect(mixture.Components[k], weight * mixture.Weights[k]);
            }
            else
            {
                sources.Add(state switch
                {
                    ProductState product => new ProductSource(field.Layout, product, domain, weight),
                    MonoKineticState monoKinetic => new MonoKineticSource(field.Layout, monoKinetic, domain, weight),
                    _ => new BoxSource(field.Layout, state, domain, weight),
                });
            }
        }
    }
}

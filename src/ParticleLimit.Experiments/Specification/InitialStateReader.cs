using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Reads the "initial" part of a specification.</summary>
internal static class InitialStateReader
{
    public static InitialState? Read(ObjectReader reader, int dimension, Domain domain, string system, string folder, List<SpecificationProblem> problems)
    {
        int before = problems.Count;
        bool positionsAlone = system == SpecificationVocabulary.FirstOrder;
        string kind = reader.Word("kind", SpecificationVocabulary.InitialWords(positionsAlone));
        if (kind == "samples")
        {
            string file = reader.Text("file", text => text.Length > 0, "the path of a CSV file");
            reader.Finish();
            return problems.Count > before ? null : Samples(reader, Path.GetFullPath(file, folder), dimension, positionsAlone ? domain : null);
        }

        ImmutableArray<double> centre = reader.Numbers("positionCentre", NumberRange.Any, dimension);
        Func<InitialState> create = kind switch
        {
            _ when positionsAlone => Positions(reader, kind, centre),
            "uniform-box" => UniformBox(reader, dimension, centre),
            "gaussian" => Gaussian(reader, dimension, centre),
            "two-streams" => TwoStreams(reader, dimension, centre),
            "raised-cosine" => RaisedCosine(reader, dimension, centre),
            _ => MonoKinetic(reader, dimension, centre, domain),
        };
        reader.Finish();
        if (problems.Count > before) return null;
        InitialState initial = create();
        for (int axis = 0; axis < dimension; axis++)
        {
            (double from, double to) = initial.Support[axis];
            if (to - from > domain.Period(axis) * (1 + 1e-12))
                reader.Report("positionSides", $"positions {to - from} wide on axis {axis}", $"at most the period {domain.Period(axis)} of the torus");
        }

        return problems.Count > before ? null : initial;
    }

    private static Func<InitialState> Positions(ObjectReader reader, string kind, ImmutableArray<double> centre)
    {
        ImmutableArray<double> width = reader.Numbers(kind == "gaussian" ? "positionDeviations" : "positionSides", NumberRange.Positive, 1);
        double cutoff = kind == "gaussian" ? reader.Number("cutoff", NumberRange.Positive, 4) : 0;
        double amplitude = kind == "raised-cosine" ? reader.Number("amplitude", NumberRange.Share, 1) : 0;
        return () => new PositionState(kind switch
        {
            "gaussian" => Normal(centre[0], width[0], cutoff),
            "raised-cosine" => new RaisedCosineMarginal(centre[0], width[0], amplitude),
            _ => Uniform(centre[0], width[0]),
        });
    }

    private static Func<InitialState> UniformBox(ObjectReader reader, int dimension, ImmutableArray<double> centre)
    {
        ImmutableArray<double> sides = reader.Numbers("positionSides", NumberRange.Positive, dimension);
        ImmutableArray<double> velocity = reader.Numbers("velocityCentre", NumberRange.Any, dimension);
        ImmutableArray<double> velocitySides = reader.Numbers("velocitySides", NumberRange.Positive, dimension);
        return () => ProductState.UniformBox(centre, sides, velocity, velocitySides);
    }

    private static Func<InitialState> Gaussian(ObjectReader reader, int dimension, ImmutableArray<double> centre)
    {
        (bool uniform, ImmutableArray<double> width) = UniformOrNormal(reader, "position", "positions", dimension);
        ImmutableArray<double> velocity = reader.Numbers("velocityCentre", NumberRange.Any, dimension);
        ImmutableArray<double> deviations = reader.Numbers("velocityDeviations", NumberRange.Positive, dimension);
        double cutoff = reader.Number("cutoff", NumberRange.Positive, 4);
        return () => new ProductState(
            [.. centre.Select((c, axis) => Law(uniform, c, width[axis], cutoff))],
            [.. velocity.Select((c, axis) => Normal(c, deviations[axis], cutoff))]);
    }

    private static Func<InitialState> RaisedCosine(ObjectReader reader, int dimension, ImmutableArray<double> centre)
    {
        ImmutableArray<double> sides = reader.Numbers("positionSides", NumberRange.Positive, dimension);
        double amplitude = reader.Number("amplitude", NumberRange.Share, 1);
        ImmutableArray<double> velocity = reader.Numbers("velocityCentre", NumberRange.Any, dimension);
        (bool uniform, ImmutableArray<double> width) = UniformOrNormal(reader, "velocity", "velocities", dimension);
        double cutoff = uniform ? 0 : reader.Number("cutoff", NumberRange.Positive, 4);
        return () => new ProductState(
            [.. centre.Select((c, axis) => axis == 0 ? new RaisedCosineMarginal(c, sides[0], amplitude) : (IMarginal)Uniform(c, sides[axis]))],
            [.. velocity.Select((c, axis) => Law(uniform, c, width[axis], cutoff))]);
    }

    /// <summary>Sides of a uniform law or deviations of a normal one, whichever the specification has.</summary>
    private static (bool IsUniform, ImmutableArray<double> Width) UniformOrNormal(ObjectReader reader, string key, string plural, int dimension)
    {
        (string sides, string deviations) = (key + "Sides", key + "Deviations");
        bool uniform = reader.Has(sides);
        if (uniform && reader.Has(deviations)) reader.Report(deviations, $"both {sides} and {deviations}", $"one of them: uniform or normal {plural}");
        return (uniform, reader.Numbers(uniform ? sides : deviations, NumberRange.Positive, dimension));
    }

    private static IMarginal Law(bool isUniform, double centre, double width, double cutoff) => isUniform ? Uniform(centre, width) : Normal(centre, width, cutoff);

    private static UniformMarginal Uniform(double centre, double side) => new UniformMarginal(centre - side / 2, centre + side / 2);

    private static TruncatedGaussianMarginal Normal(double mean, double deviation, double cutoff) => new TruncatedGaussianMarginal(mean, deviation, mean - cutoff * deviation, mean + cutoff * deviation);

    private static Func<InitialState> TwoStreams(ObjectReader reader, int dimension, ImmutableArray<double> centre)
    {
        ImmutableArray<double> sides = reader.Numbers("positionSides", NumberRange.Positive, dimension);
        ImmutableArray<double> velocity = reader.Numbers("velocityCentre", NumberRange.Any, dimension);
        ImmutableArray<double> velocitySides = reader.Numbers("velocitySides", NumberRange.Positive, dimension);
        ImmutableArray<double> separation = reader.Numbers("separation", NumberRange.Any, dimension);
        return () => MixtureState.TwoStreams(centre, sides, velocity, velocitySides, separation);
    }

    private static Func<InitialState> MonoKinetic(ObjectReader reader, int dimension, ImmutableArray<double> centre, Domain domain)
    {
        ImmutableArray<double> sides = reader.Numbers("positionSides", NumberRange.Positive, dimension);
        string field = reader.Word("field", SpecificationVocabulary.Words(SpecificationVocabulary.VelocityFields));
        double amplitude = 1, wavelength = 1;
        if (field == "sine")
        {
            amplitude = reader.Number("amplitude", NumberRange.Any, 1);
            wavelength = reader.Number("wavelength", NumberRange.Positive, double.IsFinite(domain.Period(0)) ? domain.Period(0) : sides[0]);
        }

        return () => new MonoKineticState(
            [.. centre.Select((c, axis) => Uniform(c, sides[axis]))],
            field == "sine" ? new SineField(amplitude, 2 * Math.PI / wavelength) : new MinusIdentityField());
    }

    /// <summary>A cloud or, on a line or circle, the law of positions alone.</summary>
    private static InitialState? Samples(ObjectReader reader, string path, int dimension, Domain? line)
    {
        reader.Canonical["file"] = path; // absolute, so that a stored specification still finds it
        try
        {
            if (line is null) return SampleFile.Read(path, dimension);
            PositionState state = SampleFile.ReadPositions(path);
            if (state.Law.To - state.Law.From <= line.Period(0) * (1 + 1e-12)) return state;
            reader.Report("file", $"positions {state.Law.To - state.Law.From} wide", $"at most the period {line.Period(0)} of the torus");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            reader.Report("file", exception.Message, $"a readable CSV file with the header {(line is null ? "x0[,x1..],v0[,v1..]" : "x0")}");
        }

        return null;
    }
}

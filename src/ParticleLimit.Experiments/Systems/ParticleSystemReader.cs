using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Reads the keys of a specification that belong to its system: gamma and scaling, or lambda and range.</summary>
internal static class ParticleSystemReader
{
    public static ParticleSystem Read(ObjectReader reader, string word, int dimension, Domain domain, ICommunicationWeight weight) => word switch
    {
        "mean-field-cucker-smale" => MeanField(reader, domain, weight),
        SpecificationVocabulary.FirstOrder => FirstOrder(reader, dimension, weight),
        _ => ShortRange(reader, word),
    };

    private static ParticleSystem ShortRange(ObjectReader reader, string word)
    {
        double gamma = reader.Number("gamma", NumberRange.NotNegative), beta = Beta(reader);
        return word == "granular" ? new GranularSystem(gamma, beta) : new CuckerSmaleSystem(gamma, beta);
    }

    private static double Beta(ObjectReader reader)
    {
        ObjectReader scaling = reader.Object("scaling", required: false);
        double beta = scaling.Number("beta", NumberRange.Fraction, 1);
        scaling.Finish();
        return beta;
    }

    private static FirstOrderSystem FirstOrder(ObjectReader reader, int dimension, ICommunicationWeight weight)
    {
        if (dimension != 1) reader.Report("dimension", $"{dimension}", "1, where first-order systems live");
        double beta = Beta(reader), noise = reader.Number("noise", NumberRange.NotNegative, 0);
        string word = reader.Word("integrator", SpecificationVocabulary.Words(SpecificationVocabulary.Integrators), "auto");
        FirstOrderIntegrator integrator = word switch
        {
            "exact-events" => FirstOrderIntegrator.ExactEvents,
            "pair-splitting" => FirstOrderIntegrator.PairSplitting,
            "rk4" => FirstOrderIntegrator.RungeKutta,
            "euler" => FirstOrderIntegrator.Euler,
            _ => FirstOrderIntegrator.Auto,
        };
        if (FirstOrderSettings.Problem(integrator, weight, noise) is string problem) reader.Report("integrator", $"'{word}'", $"another, for {problem}");
        return new FirstOrderSystem(beta, noise, integrator, reader.Flag("selfInteraction", false));
    }

    private static MeanFieldSystem MeanField(ObjectReader reader, Domain domain, ICommunicationWeight weight)
    {
        double lambda = reader.Number("lambda", NumberRange.NotNegative), range = reader.Number("range", NumberRange.Positive);
        double longest = Enumerable.Range(0, domain.Dimension).Min(domain.Period) / 2 / weight.SupportRadius;
        if (range > longest) reader.Report("range", $"{range}", $"a number up to {longest}, so that range times radius is at most half the torus");
        return new MeanFieldSystem(lambda, range);
    }
}

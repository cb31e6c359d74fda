using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Reads the keys of a specification that belong to its system: gamma and scaling, or lambda and range.</summary>
internal static class ParticleSystemReader
{
    public static ParticleSystem Read(ObjectReader reader, string word, Domain domain, ICommunicationWeight weight) =>
        word == "mean-field-cucker-smale" ? MeanField(reader, domain, weight) : ShortRange(reader, word);

    private static ParticleSystem ShortRange(ObjectReader reader, string word)
    {
        double gamma = reader.Number("gamma", NumberRange.NotNegative);
        ObjectReader scaling = reader.Object("scaling", required: false);
        double beta = scaling.Number("beta", NumberRange.Fraction, 1);
        scaling.Finish();
        return word == "granular" ? new GranularSystem(gamma, beta) : new CuckerSmaleSystem(gamma, beta);
    }

    private static MeanFieldSystem MeanField(ObjectReader reader, Domain domain, ICommunicationWeight weight)
    {
        double lambda = reader.Number("lambda", NumberRange.NotNegative), range = reader.Number("range", NumberRange.Positive);
        double longest = Enumerable.Range(0, domain.Dimension).Min(domain.Period) / 2 / weight.SupportRadius;
        if (range > longest) reader.Report("range", $"{range}", $"a number up to {longest}, so that range times radius is at most half the torus");
        return new MeanFieldSystem(lambda, range);
    }
}

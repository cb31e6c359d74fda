using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>N times the variance of a linear statistic (1/N) sum phi over replicas.</summary>
/// <param name="Statistic">energy |v|^2; momentum v_k; density exp(-ik x), the longest wave; current v exp(-ik x) along it.</param>
/// <param name="Particles">N.</param>
/// <param name="Time">t.</param>
/// <param name="Variance">N Var, the mean over axes and phases where there are several.</param>
/// <param name="Lower">Lower end of its 95% interval, for normal values.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Independent">The variance of phi under f(t), which independent particles would have.</param>
/// <param name="Predicted">The variance of the limit theorem, from the equation linearised about (2.3).</param>
/// <param name="Skewness">The skewness of the values, the mean over axes and phases; 0 for a normal law.</param>
/// <param name="Kurtosis">Their excess kurtosis likewise; 0 for a normal law.</param>
/// <param name="Normal">Where skewness and kurtosis of as many normal values lie.</param>
public readonly record struct FluctuationPoint(
    string Statistic, int Particles, double Time, double Variance, double Lower, double Upper, double Independent, double Predicted, double Skewness, double Kurtosis, NormalMoments Normal);

namespace ParticleLimit.Comparison;

/// <summary>A distance by a kernel.</summary>
/// <param name="Value">The distance.</param>
/// <param name="UnbiasedSquare">An estimate of the square of the distance between the laws, if the first cloud is of independent draws and the second exact:
/// right on the average, and so of either sign; NaN for weighted clouds and single points.</param>
/// <param name="Floor">The root mean square of the distance of as many independent draws of the second cloud's law, exactly.</param>
/// <param name="StandardError">An upper estimate of the error that comes from the finite number of directions of the frequencies; zero where one direction is enough.</param>
public sealed record KernelResult(double Value, double UnbiasedSquare, double Floor, double StandardError);

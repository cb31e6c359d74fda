using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>The form in which measured over predicted comes to its limit: 1 + c1 x1 + c2 x2 with known functions x1, x2 of eps and unknown coefficients.</summary>
/// <remarks>What the prediction leaves out (single encounters on straight lines; MATHEMATICS.md section 4), by order of magnitude, relative to it, at times of order one:
/// <list type="bullet">
/// <item>The flock answers. The scatter of encounters is a sum over the waves k of the sampled field, int k^(d-2) dk up to 1/eps. During the time 1/(k|w|) for which particles of relative velocity w carry
/// a wave, alignment changes it by the relative amount a/(k|w|), a = gamma rho (<see cref="FieldResponse"/>). To first order in that it adds int k^(d-3) dk, which is eps log(1/eps) of the sum in d = 2 and eps of it in d = 3;
/// to second order int k^(d-4) dk, which is eps in d = 2 and eps^2 log(1/eps) in d = 3.</item>
/// <item>Passages under way at the start and at the end count by half: a share eps/(|w| t) of those at |w|, and eps over all, in d = 2 and 3.</item>
/// <item>A passage lasts eps/|w|, in which others push the pair by an amount of order one: in the mean by -a w, a share eps/|w| and eps over all; at random by eps^(1/2) in velocity where |w| is of that order and the passage is lost as such.
/// The latter are a share eps^((d+1)/2) of all passages, whose number goes like |w|: eps^(3/2) in d = 2; eps^2, with the logarithm of the tail at larger |w|, in d = 3.</item>
/// </list>
/// So that x1, x2 are eps log(1/eps), eps in d = 2 and eps, eps^2 log(1/eps) in d = 3. The excess of pairs counts encounters by the time they take, 1/|w| in place of |w|: those lost among others are a share
/// eps^((d-1)/2), and x1, x2 are eps^(1/2), eps log(1/eps) in d = 2 and eps, eps^(3/2) in d = 3. In d = 1 the answer is part of the prediction (<see cref="LineFluctuation"/>), the expansion is in 1/N = eps, and slow passages,
/// int dw/|w| from eps, give it at most a logarithm: x1 = eps log(1/eps) alone.
/// A longer range (beta below 1) has fewer effects of third particles and the same answer, so that the form stays.</remarks>
public static class NextOrder
{
    /// <summary>x1 and x2, or x1 alone, for a measure with a predicted value.</summary>
    /// <param name="measure">The measure's name in results.csv.</param>
    /// <param name="dimension">d, 1 to 3.</param>
    public static ImmutableArray<EpsilonTerm> Of(string measure, int dimension) => (dimension, measure) switch
    {
        (1, _) => [new(1, Logarithm: true)],
        (2, "pair-excess") => [new(0.5), new(1, Logarithm: true)],
        (3, "pair-excess") => [new(1), new(1.5)],
        (2, _) => [new(1, Logarithm: true), new(1)],
        (3, _) => [new(1), new(2, Logarithm: true)],
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension is 1, 2 or 3."),
    };
}

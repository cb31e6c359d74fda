namespace ParticleLimit.Experiments;

/// <summary>Some cells of an experiment failed; those that finished are kept.</summary>
public sealed class ExperimentFailedException(IReadOnlyList<(CellKey Cell, Exception Error)> failures)
    : Exception(Describe(failures), failures[0].Error)
{
    private static string Describe(IReadOnlyList<(CellKey Cell, Exception Error)> failures) =>
        $"{failures.Count} cell(s) failed, the finished ones are kept. First: {failures[0].Cell.FileName}: {failures[0].Error.Message}";
}

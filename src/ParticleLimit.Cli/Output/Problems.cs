using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>Prints what is wrong with a specification or the arguments.</summary>
internal static class Problems
{
    public static int Print(SpecificationException exception)
    {
        Console.Error.WriteLine(exception.Problems.Count == 1 ? "The specification is wrong; nothing was written." : $"The specification is wrong in {exception.Problems.Count} places; nothing was written.");
        foreach (SpecificationProblem problem in exception.Problems) Console.Error.WriteLine("  " + problem);
        return ExitCode.BadInput;
    }

    public static int Print(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.BadInput;
    }
}

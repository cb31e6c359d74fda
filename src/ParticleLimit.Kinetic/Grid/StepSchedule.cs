namespace ParticleLimit.Kinetic;

/// <summary>Equal steps from one time to another, and how many of them are done.</summary>
/// <param name="From">Where they begin.</param>
/// <param name="To">Where they end.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Done">How many are done.</param>
internal readonly record struct StepSchedule(double From, double To, int Count, int Done)
{
    /// <summary>The length of a step.</summary>
    public double Step => (To - From) / Count;

    /// <summary>Whether all are done; so it is where there are none.</summary>
    public bool IsFinished => Done == Count;

    /// <summary>The time after the steps that are done, the last one exact.</summary>
    public double Time => IsFinished ? To : From + Done * Step;

    /// <summary>The middle of the step that is next.</summary>
    public double Middle => From + (Done + 0.5) * Step;

    /// <summary>The fewest steps no longer than a largest one.</summary>
    public static StepSchedule Between(double from, double to, double largest) =>
        new(from, to, (int)Math.Max(1, Math.Ceiling((to - from) / largest * (1 - 1e-12))), 0);

    /// <summary>The same with the steps that are not done left out.</summary>
    public StepSchedule Ended() => new(From, Time, Done, Done);

    /// <summary>One more step done.</summary>
    public StepSchedule Next() => this with { Done = Done + 1 };
}

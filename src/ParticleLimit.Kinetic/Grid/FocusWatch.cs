using System.Globalization;

namespace ParticleLimit.Kinetic;

/// <summary>Looks at a solver's fields as it goes: warns once of a focus to come, and stops the solver where its grid cannot hold the solution.</summary>
internal sealed class FocusWatch
{
    // Between two looks ahead, which read the whole grid.
    private const int Interval = 16;

    // Fields are seen in the middle of a step, and the next time in the middle of the next one, which then is taken to its end.
    private const double Ahead = 1.5;

    private readonly IGridSolver solver;
    private readonly FocusMonitor monitor;
    private readonly double finalTime;
    private readonly Action<string>? warn;
    private double? forecast;
    private string? problem;
    private int looks;

    /// <summary>Looks at the initial state.</summary>
    public FocusWatch(IGridSolver solver, double finalTime, Action<string>? warn)
    {
        (this.solver, this.finalTime, this.warn, monitor) = (solver, finalTime, warn, new FocusMonitor(solver));
        LookAhead(0);
    }

    /// <summary>Looks at the fields of an instant.</summary>
    public void Look(double time)
    {
        if (++looks % Interval == 0) LookAhead(time);
        problem = monitor.Problem(Ahead * solver.Options.TimeStep);
        if (problem is not null) solver.Stop();
    }

    /// <summary>What ended the solution.</summary>
    public GridStop StopAt(double time) => new(time, problem!, forecast);

    /// <summary>Writes what it has seen so far.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(forecast ?? double.NaN);
        writer.Write(looks);
    }

    /// <summary>Reads it back.</summary>
    public void Restore(BinaryReader reader)
    {
        double read = reader.ReadDouble();
        (forecast, looks) = (double.IsNaN(read) ? null : read, reader.ReadInt32());
    }

    private void LookAhead(double time)
    {
        if (forecast is not null || monitor.Forecast(time) is not double focus || focus > finalTime) return;
        forecast = focus;
        warn?.Invoke(string.Create(CultureInfo.InvariantCulture,
            $"Warning: at t = {time:G4} the flow is running together and will focus near t = {focus:G4}; the grid can hold the solution only up to shortly before."));
    }
}

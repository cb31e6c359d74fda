using System.Globalization;
using ParticleLimit.Experiments;
using Spectre.Console;

namespace ParticleLimit.Cli;

/// <summary>Shows progress on standard error: a live bar on a terminal, a flushed line every 30 seconds in a log, nothing when quiet.</summary>
internal sealed class ProgressView(bool quiet) : IDisposable
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private RunProgress? latest;
    private Timer? timer;

    public T Watch<T>(Func<IProgress<RunProgress>, T> work)
    {
        var progress = new Latest(this);
        if (quiet) return work(progress);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive)
        {
            timer = new Timer(_ => WriteLine(), null, LogInterval, LogInterval);
            return work(progress);
        }

        return console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()).Start(context =>
        {
            ProgressTask bar = context.AddTask("starting");
            timer = new Timer(_ => Update(bar), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
            T result = work(progress);
            timer.Dispose();
            Update(bar);
            bar.Value = bar.MaxValue;
            return result;
        });
    }

    public void Dispose() => timer?.Dispose();

    private void Update(ProgressTask bar)
    {
        if (Read() is not RunProgress state) return;
        bar.Description = Markup.Escape(Describe(state));
        bar.MaxValue = Math.Max(1, state.EstimatedTotalParticleSteps);
        bar.Value = Math.Min(bar.MaxValue, state.ParticleSteps);
    }

    private void WriteLine()
    {
        if (Read() is not RunProgress state) return;
        Console.Error.WriteLine(Describe(state));
        Console.Error.Flush();
    }

    private static string Describe(RunProgress state) => string.Create(CultureInfo.InvariantCulture,
        $"{state.CellsDone}/{state.CellsTotal} cells ({state.CellsReused} kept), {state.ParticleStepsPerSecond:G2} particle-steps/s, {(state.TimeLeft is TimeSpan left ? $"at most {CostAnnouncement.Duration(left.TotalSeconds)} left" : "time left unknown")}");

    private RunProgress? Read()
    {
        lock (gate) return latest;
    }

    private sealed class Latest(ProgressView view) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            lock (view.gate) view.latest = value;
        }
    }
}

using System.CommandLine;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Cli;

/// <summary>run SPEC [--out DIR] [--set path=value]... [--jobs K] [--fresh]: the whole experiment.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var command = new Command("run", "Run a whole experiment: every cell, comparison, fits, figures, report. Resumes by itself.");
        var specification = new SpecificationArguments(command);
        var output = new Option<string?>("--out") { Description = "The results directory; results/NAME by default." };
        var jobs = new Option<int>("--jobs") { Description = "Cells run at once; the number of processors by default.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var fresh = new Option<bool>("--fresh") { Description = "Discard the results that the directory holds." };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--jobs takes a whole number from 1.");
        });
        command.Options.Add(output);
        command.Options.Add(jobs);
        command.Options.Add(fresh);
        CommonOptions.AddTo(command);
        command.SetAction((result, _) =>
        {
            ExperimentSpecification experiment = specification.Read(result);
            CommonOptions options = CommonOptions.From(result);
            var directory = new ResultsDirectory(result.GetValue(output) ?? Path.Combine("results", experiment.Name));
            if (!result.GetValue(fresh) && ExperimentRunner.Conflict(experiment, directory) is string conflict) return Task.FromResult(Problems.Print(conflict));
            int workers = Math.Min(result.GetValue(jobs), options.Threads);
            return VerbHost.RunAsync(
                options, cancellation => Run(experiment, directory, workers, result.GetValue(fresh), options, cancellation),
                () => "Everything finished so far is kept; the same command goes on from there.");
        });
        return command;
    }

    private static int Run(
        ExperimentSpecification experiment, ResultsDirectory directory, int jobs, bool fresh, CommonOptions options, CancellationToken cancellation)
    {
        var cost = new CostAnnouncement(new ExperimentPlan(experiment), jobs);
        if (!options.Quiet) Console.Error.WriteLine(cost.Text);
        if (cost.Warning is string warning) Console.Error.WriteLine(warning);
        if (fresh) Discard(directory);

        using var view = new ProgressView(options.Quiet);
        ExperimentOutcome outcome = view.Watch(progress => new ExperimentRunner(experiment, directory, jobs, progress, Math.Max(1, options.Threads / jobs), Console.Error.WriteLine).Run(cancellation));
        IReadOnlyList<FigureFile> figures = StoredReport.Draw(directory, cancellation);
        RunSummary.Print(experiment, directory, outcome, figures, options.Json);
        return ExitCode.Done;
    }

    /// <summary>Removes what a run leaves, and nothing else that a user may keep beside it.</summary>
    private static void Discard(ResultsDirectory directory)
    {
        if (!Directory.Exists(directory.Root)) return;
        foreach (string file in (string[])[directory.Results, directory.Fits, directory.Budget, directory.Report, directory.Fields, directory.Diagnostics, directory.Manifest])
            File.Delete(file);
        foreach (string folder in (string[])[directory.Cells, directory.Figures])
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

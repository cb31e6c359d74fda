using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>Runs a verb's work under the generic host: configuration, logging to standard error, cancellation by Ctrl-C and SIGTERM.</summary>
internal static class VerbHost
{
    /// <summary>Runs the work and turns its end into an exit code; no user error prints a stack trace.</summary>
    /// <param name="options">What all verbs share.</param>
    /// <param name="work">The work.</param>
    /// <param name="kept">What a work that was stopped has kept, as a sentence; null if it keeps nothing.</param>
    public static async Task<int> RunAsync(CommonOptions options, Func<CancellationToken, int> work, Func<string?>? kept = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(options.Quiet ? LogLevel.Error : LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        using IHost host = builder.Build();
        using var signal = new StopSignal();
        await host.StartAsync();
        try
        {
            CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("particle-limit");
            return await Task.Run(() => work(stopping), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Stopped. {kept?.Invoke() ?? "Nothing is kept; the same command begins again."}");
            return signal.ExitCode;
        }
        catch (SpecificationException exception)
        {
            return Problems.Print(exception);
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(options.Verbose ? exception.ToString() : $"The run failed: {exception.Message}");
            return ExitCode.Failed;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}

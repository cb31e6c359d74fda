using BenchmarkDotNet.Running;
using ParticleLimit.Benchmarks;

switch (args)
{
    case ["step-size", string folder]:
        StepSizeReport.Write(folder);
        break;
    case ["mono-kinetic-blow-up", string folder]:
        FocusingReport.Write(folder);
        break;
    case ["beta", string experiment, string folder, .. string[] betas] when betas.Length > 0:
        BetaReport.Write(experiment, folder, betas);
        break;
    case ["bias", string experiment, string folder]:
        VelocityLawReport.Write(experiment, folder);
        break;
    case ["chaos", string experiment, string folder]:
        PairDensityReport.Write(experiment, folder);
        PairSpeedReport.Write(experiment, folder);
        FluctuationReport.Write(experiment, folder);
        break;
    case ["scattering", string experiment, string folder]:
        ScatteringReport.Write(experiment, folder);
        break;
    case ["long-times", string experiment, string folder]:
        LongTimesReport.Write(experiment, folder);
        break;
    case ["clumps", string folder]:
        ClumpReport.Write(folder);
        break;
    case ["waves", string folder]:
        WaveReport.Write(folder);
        break;
    case ["first-crossing", string experiment, string folder]:
        CrossingReport.Write(experiment, folder);
        break;
    case ["table-1", string experiment, string folder]:
        TableOneReport.Write(experiment, folder);
        break;
    case ["table-1-accuracy", string folder]:
        TableOneAccuracy.Write(folder);
        break;
    case ["kinetic-orders", string experiment, string folder]:
        KineticOrdersReport.Write(experiment, folder);
        break;
    case ["paper-scheme", string folder]:
        PaperSchemeReport.Write(folder);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

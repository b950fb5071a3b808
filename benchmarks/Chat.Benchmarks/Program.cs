using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Chat.Benchmarks;

internal static class Program
{
    /// <summary>Takes BenchmarkDotNet's own arguments: <c>--list flat</c>, <c>--filter *Send*</c>, <c>--job short</c>.</summary>
    public static void Main(string[] args)
    {
        // Otherwise every client asks the Azure metadata address, which is not there.
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
        // In this process: the default would make, restore and build a project per run, which needs the package feed.
        var config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
    }
}

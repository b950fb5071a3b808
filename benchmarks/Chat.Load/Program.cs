using Chat.Load.Costs;
using Chat.Load.Emulators;
using Chat.Load.Metering;
using Chat.Load.Throughput;

namespace Chat.Load;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Otherwise every client asks the Azure metadata address, which is not there.
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
        try
        {
            await RunAsync(LoadOptions.Parse(args));
            return 0;
        }
        catch (FormatException error)
        {
            await Console.Error.WriteLineAsync($"{error.Message}\n\n{LoadOptions.Usage}");
            return 2;
        }
    }

    private static async Task RunAsync(LoadOptions options)
    {
        if (options.Command == EmulatorProcess.Command)
        {
            await EmulatorProcess.ServeAsync(options);
            return;
        }

        if (options.OwnProcess)
        {
            await using var own = await OwnEmulators.StartAsync(options);
            await MeasureAsync(own.Addresses, options);
        }
        else
        {
            await using var other = await EmulatorProcess.StartAsync(options);
            await MeasureAsync(other.Addresses, options);
        }
    }

    private static async Task MeasureAsync(ServiceAddresses services, LoadOptions options)
    {
        Task Hot() => MeterAsync(meter => Comparison.Hot(options).RunAsync(services, options, meter));
        Task Many() => MeterAsync(meter => Comparison.Many(options).RunAsync(services, options, meter));
        Task Cost() => MeterAsync(meter => new CostTable(services, meter).RunAsync());
        Task Sync() => MeterAsync(meter => new SyncCost(services, meter).RunAsync());

        // Without a meter, which takes processor time and memory for every request.
        async Task Path()
        {
            using var path = new PathCost(services, options);
            await path.RunAsync();
        }

        Func<Task>[] steps = options.Command switch
        {
            "hot" => [Hot],
            "many" => [Many],
            "cost" => [Cost],
            "sync" => [Sync],
            "path" => [Path],
            _ => [Hot, Many, Cost, Sync, Path],
        };
        foreach (var step in steps)
        {
            await step();
        }
    }

    private static async Task MeterAsync(Func<RequestMeter, Task> work)
    {
        using var meter = new RequestMeter();
        await work(meter);
    }
}

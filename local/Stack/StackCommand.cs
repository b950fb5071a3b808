using Chat.Local.Azurite;
using Chat.Local.Emulation;
using Chat.Local.Web;

namespace Chat.Local;

/// <summary>Runs the stack for the person at the keyboard.</summary>
internal sealed class StackCommand(TextWriter output, TextWriter errors)
{
    private const int Failed = 1;

    private const int Misused = 2;

    /// <summary>Runs until it is asked to stop.</summary>
    /// <returns>The exit code: 0 after an orderly stop, 1 when the stack cannot run, 2 for a command line that is
    /// wrong.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        StackArguments parsed;
        try
        {
            parsed = StackArguments.Parse(arguments);
        }
        catch (StackArgumentException error)
        {
            errors.WriteLine($"{error.Message} --help lists the options.");
            return Misused;
        }

        if (parsed.Help)
        {
            output.WriteLine(StackArguments.Usage);
            return 0;
        }

        try
        {
            await RunStackAsync(parsed, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.WriteLine("Stopped before it was up.");
            return 0;
        }
        catch (PortException error)
        {
            errors.WriteLine($"{error.Message} Choose another with {parsed.PortOption(error.Port)}.");
            return Failed;
        }
        catch (Exception error) when (error is DataDirectoryException
            or WebClientMissingException or FunctionsStartException or AzuriteStartException)
        {
            errors.WriteLine(error.Message);
            return Failed;
        }
    }

    private async Task RunStackAsync(StackArguments arguments, CancellationToken stop)
    {
        output.WriteLine($"Chat on this computer. Data: {arguments.DataDirectory}");
        var options = new LocalStackOptions
        {
            Ports = arguments.Ports,
            DataDirectory = arguments.DataDirectory,
            Reset = arguments.Reset,
            ServeWeb = true,
            KeepRequests = false,
            Webhooks = arguments.Webhook is { } webhook ? [webhook] : [],
            Instances = arguments.Instances,
            SeparateFunctions = arguments.SeparateFunctions,
            FunctionsOutput = output.WriteLine,
            Report = line => output.WriteLine($"  {line} ..."),
        };
        await using (var stack = await LocalStack.StartAsync(options, stop))
        {
            StackSummary.Write(stack, options, output);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            output.WriteLine("Stopping ...");
        }

        output.WriteLine("Stopped.");
    }
}

using Chat.Load.Emulators;
using Chat.Load.Instances;

namespace Chat.Load.Costs;

/// <summary>Processor time and allocations of a message in this process: the functions with their SDKs, against the SDKs
/// alone. The services have a process of their own.</summary>
internal sealed class PathCost(ServiceAddresses services, LoadOptions options) : IDisposable
{
    private const int Together = 64;
    private readonly Instance _instance = new(services);

    // What each sender was told last, as a device has it.
    private readonly long[] _acknowledged = new long[Together];
    private int _sent;

    public async Task RunAsync()
    {
        var text = new string('x', options.Characters);
        var (channel, floorChannel) = (await NewChannelAsync(), await NewChannelAsync());
        var floor = new SdkFloor(_instance, floorChannel, Load.Channels.Sender(0), text);
        (string Name, int Messages, Func<Task> Work)[] variants =
        [
            ("SDKs alone, one message", 1, floor.SendAsync),
            ("functions, one message", 1, () => SendAsync(channel, 0, text)),
            ("SDKs alone, 64 in a batch", Together, () => floor.SendTogetherAsync(Together)),
            ("functions, 64 at once", Together, () => Task.WhenAll(Enumerable.Range(0, Together).Select(number => SendAsync(channel, number, text)))),
        ];
        var rounds = new List<List<(double Micros, double Bytes)>>();
        // The first round is for the just-in-time compiler.
        for (var round = 0; round <= options.Rounds; round++)
        {
            var measured = new List<(double, double)>();
            foreach (var (_, messages, work) in variants)
            {
                measured.Add(await MeasureAsync(messages, work));
            }

            rounds.Add(measured);
        }

        Print([.. variants.Select(variant => variant.Name)], rounds.Skip(1).ToList());
    }

    public void Dispose() => _instance.Dispose();

    private async Task<string> NewChannelAsync()
    {
        var channel = Load.Channels.NewId();
        await Load.Channels.AddMembersAsync(_instance, channel, Enumerable.Range(0, Together).Select(Load.Channels.Sender));
        return channel;
    }

    private async Task SendAsync(string channel, int sender, string text) =>
        _acknowledged[sender] = await _instance.SendAsync(new OutgoingMessage(
            channel, Load.Channels.Sender(sender), $"{Interlocked.Increment(ref _sent)}", _acknowledged[sender], text));

    private async Task<(double Micros, double Bytes)> MeasureAsync(int messages, Func<Task> work)
    {
        var (processor, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var (began, done) = (TimeProvider.System.GetTimestamp(), 0);
        for (; TimeProvider.System.GetElapsedTime(began).TotalSeconds < options.Seconds; done += messages)
        {
            await work();
        }

        return ((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / done, (GC.GetTotalAllocatedBytes() - bytes) / (double)done);
    }

    private static void Print(List<string> names, List<List<(double Micros, double Bytes)>> rounds)
    {
        var table = new Table("per message", "CPU µs", "ratio", "allocated KB", "ratio");
        foreach (var (index, name) in names.Index())
        {
            // Each against the SDKs alone in the same shape.
            var floor = index / 2 * 2;
            table.Add(
                name,
                Table.Number(Table.Median(rounds.Select(round => round[index].Micros))),
                Table.Number(Table.Median(rounds.Select(round => round[index].Micros / round[floor].Micros))) + "×",
                Table.Number(Table.Median(rounds.Select(round => round[index].Bytes / 1024))),
                Table.Number(Table.Median(rounds.Select(round => round[index].Bytes / round[floor].Bytes))) + "×");
        }

        table.Print("Processor time and allocations", "The emulators are another process. Best without simulated latency.");
    }
}

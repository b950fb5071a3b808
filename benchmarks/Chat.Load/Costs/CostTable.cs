using Chat.Load.Emulators;
using Chat.Load.Instances;
using Chat.Load.Metering;

namespace Chat.Load.Costs;

/// <summary>What an append and a page of history ask of the services, by the length of the log.</summary>
internal sealed class CostTable(ServiceAddresses services, RequestMeter meter)
{
    private static readonly long[] Lengths = [10, 10_000, 1_000_000];
    private static readonly string Text = new('x', 200);

    // The head is above the length by then: one known to the sender, one to the instance, 64 together, one twice.
    private const int Appended = 67;
    private int _sent;

    public async Task RunAsync()
    {
        var rows = new Dictionary<string, List<string>>();
        foreach (var length in Lengths)
        {
            foreach (var (what, cost) in await OfAsync(length))
            {
                rows.TryAdd(what, []);
                rows[what].Add(cost);
            }
        }

        var table = new Table(["requests (RU)", .. Lengths.Select(length => Table.Number(length) + " entries")]);
        foreach (var (what, costs) in rows)
        {
            table.Add([what, .. costs]);
        }

        table.Print(
            "Cost by the length of the log",
            "w = writes, m = reads of the membership, e = point reads of entries, q = queries, c = calls to Web PubSub.");
    }

    private async Task<List<(string What, string Cost)>> OfAsync(long length)
    {
        using var seeder = New();
        var log = await SparseLog.CreateAsync(seeder, length);
        var costs = new List<(string, string)>();
        using (var cold = New())
        {
            costs.Add(("append, head unknown, sender knows it", await CountAsync(() => SendAsync(cold, log, log.Head))));
            costs.Add(("append, head known", await CountAsync(() => SendAsync(cold, log, log.Head + 1))));
            costs.Add(("append, 64 at once, head known, per message", await CountAsync(() => SendManyAsync(cold, log), 64)));
            costs.Add(("the same message again", await CountAsync(() => SendAsync(cold, log, log.Head + 1, "again"), skip: 1)));
        }

        using var late = New();
        costs.Add(("append, head unknown, sender 5 behind", await CountAsync(() => SendAsync(late, log, log.Head + Appended - 5))));
        foreach (var (what, query) in Pages(log))
        {
            costs.Add((what, await CountAsync(() => late.ReadHistoryAsync(SparseLog.Member, log.ChannelId, query + "&limit=50"))));
        }

        return costs;
    }

    private static IEnumerable<(string What, string Query)> Pages(SparseLog log)
    {
        yield return ("history, newest 50", "?");
        yield return ("history, 50 before", $"?before={log.Head - 1}");
        yield return ("history, 50 after", $"?after={Math.Max(0, log.Head - 100)}");
        yield return ("history, first 50", "?after=0");
        yield return ("history, 50 across the edge of a bucket", $"?after={Math.Max(0, log.LastEdge - 25)}");
    }

    private Instance New() => new(services);

    private Task<long> SendAsync(Instance instance, SparseLog log, long after, string? clientId = null) => instance.SendAsync(
        new OutgoingMessage(log.ChannelId, SparseLog.Member, clientId ?? $"cost-{Interlocked.Increment(ref _sent)}", after, Text));

    private static Task<long[]> SendManyAsync(Instance instance, SparseLog log) => Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
        instance.SendAsync(new OutgoingMessage(log.ChannelId, Load.Channels.Sender(number), "cost", log.Head, Text))));

    /// <param name="skip">How often it is done before it is counted.</param>
    private async Task<string> CountAsync(Func<Task> work, int messages = 1, int skip = 0)
    {
        for (; skip > 0; skip--)
        {
            await work();
        }

        var before = meter.Total;
        await work();
        return Describe(meter.Total - before, messages);
    }

    private static string Describe(ServiceRequests requests, double messages)
    {
        (string Sign, long Count)[] all =
        [
            ("w", requests.Writes), ("m", requests.MemberReads), ("e", requests.EntryReads), ("q", requests.Queries),
            ("other", requests.Others), ("c", requests.Calls),
        ];
        var parts = all.Where(part => part.Count > 0).Select(part => $"{Table.Number(part.Count / messages)}{part.Sign}");
        return $"{string.Join(" ", parts)} ({Table.Number(requests.Charge / messages)})";
    }
}

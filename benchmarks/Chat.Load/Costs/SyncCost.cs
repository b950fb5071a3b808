using System.Text.Json.Nodes;
using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Reading;
using Chat.Load.Emulators;
using Chat.Load.Instances;
using Chat.Load.Metering;
using Microsoft.Azure.Cosmos;

namespace Chat.Load.Costs;

/// <summary>What a sync asks of the database, by how many channels there are, how many have changed and by how much.</summary>
internal sealed class SyncCost(ServiceAddresses services, RequestMeter meter)
{
    private const int Entries = 200;

    private static readonly int[] ChannelCounts = [10, 100, 500, 1_000];

    public async Task RunAsync()
    {
        var table = new Table("requests (RU)", "nothing changed", "5 with 40 entries each", "50 with 4 entries each", "all new");
        foreach (var channels in ChannelCounts)
        {
            using var instance = new Instance(services);
            table.Add([Table.Number(channels) + " channels", .. await OfAsync(instance, channels)]);
        }

        table.Print(
            "Cost of a sync by the number of channels",
            "All requests to the database, the SDK's for query plans too. Messages of 200 characters; the feed has seen them.");
    }

    private async Task<List<string>> OfAsync(Instance instance, int channels)
    {
        var userId = $"device-{channels}";
        var ids = Enumerable.Range(0, channels).Select(_ => Load.Channels.NewId()).ToList();
        await Parallel.ForEachAsync(ids, async (id, _) => await AddAsync(instance, userId, id));
        var states = await StatesAsync(instance, userId, ids);
        return
        [
            await CountAsync(instance, userId, Request(ids, states, _ => Entries)),
            await CountAsync(instance, userId, Request(ids, states, i => i < 5 ? Entries - 40 : Entries)),
            await CountAsync(instance, userId, Request(ids, states, i => i < 50 ? Entries - 4 : Entries)),
            await CountAsync(instance, userId, Request([], states, _ => 0)),
        ];
    }

    private async Task<string> CountAsync(Instance instance, string userId, JsonObject request)
    {
        var before = meter.Total;
        await instance.SyncAsync(userId, request.ToJsonString());
        var cost = meter.Total - before;
        return $"{cost.MemberReads + cost.EntryReads + cost.Queries + cost.Others} ({Table.Number(cost.Charge)})";
    }

    /// <summary>What the device was told of each channel, as if it had synced before.</summary>
    private static async Task<Dictionary<string, string>> StatesAsync(Instance instance, string userId, List<string> ids)
    {
        var known = new Dictionary<string, string>();
        while (known.Count < ids.Count)
        {
            var request = Request(known.Keys, known, _ => Entries);
            request["limit"] = 1_000;
            foreach (var synced in (await instance.SyncAsync(userId, request.ToJsonString())).GetProperty("channels").EnumerateArray())
            {
                known[synced.GetProperty("channel").GetProperty("channelId").GetString()!] = synced.GetProperty("state").GetString()!;
            }
        }

        return known;
    }

    private static JsonObject Request(IEnumerable<string> ids, Dictionary<string, string> states, Func<int, int> seq) => new()
    {
        ["channels"] = new JsonArray([.. ids.Select((id, i) => new JsonObject { ["channelId"] = id, ["seq"] = seq(i), ["state"] = states[id] })]),
    };

    private static async Task AddAsync(Instance instance, string userId, string channelId)
    {
        var (key, at) = (new PartitionKey(channelId), DateTimeOffset.UnixEpoch);
        await instance.Channels.CreateItemAsync(
            new ChannelDocument(channelId, ChannelKind.Group, "A channel of some people", at, userId) { MemberCount = 1 }, key);
        await instance.Channels.CreateItemAsync(new MemberDocument(channelId, userId, MemberRole.Owner, at), key);
        await instance.Users.CreateItemAsync(
            new { Id = "channel:" + channelId, Type = "membership", UserId = userId, ChannelId = channelId, Kind = "group", JoinedAt = at, Role = "owner" },
            new PartitionKey(userId));
        var log = Enumerable.Range(1, Entries).Select(seq => Message(channelId, seq)).ToList();
        // What no request here touches need not be there: the look-ups name every number.
        foreach (var chunk in log.TakeLast(45).Chunk(100))
        {
            using var response = await chunk.Aggregate(
                instance.Messages.CreateTransactionalBatch(Buckets.Key(channelId, 0)),
                (batch, entry) => batch.CreateItemStream(new MemoryStream(EntryJson.Document(entry.Seq, 0, EntryJson.Encode(entry))))).ExecuteAsync();
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"The log was not stored: {response.StatusCode} {response.ErrorMessage}");
            }
        }

        await instance.Activity.CreateItemAsync(Activity.Of(log[^1]), key);
    }

    private static Entry Message(string channelId, long seq) => new(
        channelId, seq, EntryKind.Message, "sender", $"seed-{seq}", DateTimeOffset.UnixEpoch.AddSeconds(seq), new EntryCounts(seq, 0))
    {
        Text = new string('x', 200),
    };
}

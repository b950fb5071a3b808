using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Sync;

/// <summary>A device that does what docs/protocol.md, section 7, says of syncing, and remembers what it was told.</summary>
internal sealed class Device(Person person)
{
    private readonly SortedDictionary<string, DeviceChannel> _channels = new(StringComparer.Ordinal);
    private string? _epoch;

    public IReadOnlyDictionary<string, DeviceChannel> Channels => _channels;

    public int Requests { get; private set; }

    public DeviceChannel Of(string channelId) => _channels[channelId];

    /// <summary>As after a restore that raised the service's epoch.</summary>
    public void IsOfEpoch(string epoch) => _epoch = epoch;

    /// <summary>Asks until there is no more.</summary>
    public async Task CatchUpAsync(int limit = 500)
    {
        string? next = null;
        bool more;
        do
        {
            (more, next) = await SyncAsync(limit, next);
        }
        while (more);
    }

    /// <summary>Asks once.</summary>
    public async Task<(bool More, string? Next)> SyncAsync(int limit = 500, string? next = null)
    {
        var request = new JsonObject
        {
            ["channels"] = new JsonArray([.. _channels.Where(channel => string.CompareOrdinal(channel.Key, next) > 0).Take(1_000)
                .Select(channel => channel.Value.Named(channel.Key))]),
            ["limit"] = limit,
        };
        Add(request, "epoch", _epoch);
        Add(request, "next", next);
        var answer = await person.SyncAsync(request);
        Requests++;
        Apply(answer, limit);
        return ((bool)answer["more"]!, (string?)answer["next"]);
    }

    private static void Add(JsonObject request, string name, string? value)
    {
        if (value is not null)
        {
            request[name] = value;
        }
    }

    private void Apply(JsonObject answer, int limit)
    {
        if (_epoch is not null && _epoch != (string)answer["epoch"]!)
        {
            // Whatever is held is of another history.
            foreach (var channel in _channels.Values)
            {
                channel.Forget();
            }
        }

        _epoch = (string)answer["epoch"]!;
        var entries = 0;
        foreach (var synced in answer.Channels())
        {
            _channels.TryAdd(synced.Id(), new DeviceChannel());
            _channels[synced.Id()].Apply(synced);
            entries += synced.Seqs().Count;
        }

        Assert.InRange(entries, 0, limit);
        foreach (var id in answer.Gone())
        {
            Assert.True(_channels.Remove(id));
        }
    }
}

/// <summary>What a device holds of a channel.</summary>
internal sealed class DeviceChannel
{
    private string? _state;

    /// <summary>The last number; null when nothing is held that could be gone on from.</summary>
    public long? Seq { get; set; }

    public List<JsonObject> Entries { get; } = [];

    public JsonObject Channel { get; private set; } = [];

    /// <summary>The first number there is, as far as that was told.</summary>
    public long FirstSeq { get; private set; } = 1;

    public int Resets { get; private set; }

    public IReadOnlyList<long> Seqs => [.. Entries.Select(entry => (long)entry["seq"]!)];

    public JsonNode Named(string channelId)
    {
        var named = new JsonObject { ["channelId"] = channelId };
        if (Seq is { } seq)
        {
            named["seq"] = seq;
        }

        if (_state is not null)
        {
            named["state"] = _state;
        }

        return named;
    }

    public void Forget() => Seq = null;

    public void Apply(JsonObject synced)
    {
        (Channel, _state) = (synced["channel"]!.DeepClone().AsObject(), synced.State());
        FirstSeq = (long?)synced["firstSeq"] ?? FirstSeq;
        Resets += synced.Says("reset") ? 1 : 0;
        if (Seq is null || synced.Says("reset"))
        {
            Entries.Clear();
        }
        else if (synced.Seqs() is [var first, ..])
        {
            // The next one, unless those between are gone.
            Assert.Equal((long?)synced["firstSeq"] ?? Seq + 1, first);
            Assert.True(first > Seq);
        }

        Entries.AddRange(synced["entries"]!.AsArray().Select(entry => entry!.DeepClone().AsObject()));
        Seq = synced.Seqs() is [.., var last] ? last : Seq is null || synced.Says("reset") ? 0 : Seq;
    }
}

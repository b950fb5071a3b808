using System.Text.Json.Nodes;
using Chat.Functions.Tests.Reading;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Sync;

/// <summary>What syncing many channels costs, counted at the database.</summary>
public sealed class SyncCostTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    private const int Channels = 500;

    /// <summary>The list is a query; members, channels, activity and the look-up of the next numbers are read many at a time, which is
    /// a query and the plan for it.</summary>
    private const int Nothing = 9;

    [Fact]
    public async Task It_costs_what_has_changed_and_not_what_there_is()
    {
        var ann = chat.Invite("ann");
        await Parallel.ForAsync(0, Channels, async (i, _) => await chat.AddAsync(ann.UserId, Id(ann, i), 1));
        var device = new Device(ann);
        Assert.Equal(Nothing + 1, await CountAsync(() => device.CatchUpAsync()));
        Assert.Equal((1, Channels), (device.Requests, device.Channels.Count));
        Assert.Equal(Nothing, await CountAsync(() => device.CatchUpAsync()));

        // Five with forty entries each: a query each, and one for what names the user. The bar is 25.
        await AppendAsync(ann, 5, 40);
        Assert.Equal(Nothing + 1 + 5, await CountAsync(() => device.CatchUpAsync()));
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(41, device.Of(Id(ann, i)).Seqs.Count));

        // Few entries each come along with the look-up.
        await AppendAsync(ann, 50, 4);
        Assert.Equal(Nothing + 1, await CountAsync(() => device.CatchUpAsync()));
        Assert.Equal(4, device.Requests);

        // Where the feed is behind, a log that answered is read.
        await chat.AppendAsync(Id(ann, 499), 2, 3);
        Assert.Equal(Nothing + 1 + 1, await CountAsync(() => device.CatchUpAsync()));
        Assert.Equal([1, 2, 3], device.Of(Id(ann, 499)).Seqs);
    }

    [Fact]
    public async Task Whoever_has_more_channels_than_one_request_takes_is_told_of_all_by_several()
    {
        const int all = 1_005;
        var ann = chat.Invite("ann");
        await Parallel.ForAsync(0, all, async (i, _) => await chat.AddAsync(ann.UserId, Id(ann, i)));
        var device = new Device(ann);

        await device.CatchUpAsync();
        Assert.Equal((2, all), (device.Requests, device.Channels.Count));

        await chat.AppendAsync(Id(ann, 0), 1, 1);
        await chat.AppendAsync(Id(ann, all - 1), 1, 1);
        await ReadingFixture.PatchAsync(
            chat.Database.Channels, $"member:{ann.UserId}", Id(ann, all - 2), "/removedAt", "2026-11-24T09:30:00.000Z");
        await chat.Database.Users.PatchItemAsync<object>(
            $"channel:{Id(ann, all - 2)}", new PartitionKey(ann.UserId), [PatchOperation.Set("/type", "formerMembership")]);
        await device.CatchUpAsync(limit: 1);
        Assert.Equal([1], device.Of(Id(ann, 0)).Seqs);
        Assert.Equal([1], device.Of(Id(ann, all - 1)).Seqs);
        Assert.Equal(all - 1, device.Channels.Count);
        Assert.False(device.Channels.ContainsKey(Id(ann, all - 2)));
    }

    private static string Id(Person ann, int i) => $"{ann.UserId}-{i:D4}";

    private async Task AppendAsync(Person ann, int channels, int entries)
    {
        for (var i = 0; i < channels; i++)
        {
            var last = (await chat.Entries.ReadLastAsync(Id(ann, i), 1, default))[0].Seq;
            await chat.AppendAsync(Id(ann, i), last + 1, last + entries);
            await chat.TrackAsync(Id(ann, i));
        }
    }

    private async Task<int> CountAsync(Func<Task> work)
    {
        chat.Stack.Cosmos.Requests.Clear();
        await work();
        return chat.Stack.Cosmos.DataRequests().Count;
    }
}

using System.Text.Json.Nodes;
using Chat.Functions.Tests.Reading;

namespace Chat.Functions.Tests.Sync;

/// <summary>What of a log an answer has: by pages, from where it begins, and anew where the device is of another history.</summary>
public sealed class SyncPagesTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(299)]
    public async Task Three_hundred_entries_behind_come_page_by_page(int? seen)
    {
        var (ann, channelId) = await WithChannelAsync(310, seen: seen);
        var device = new Device(ann);
        await device.CatchUpAsync();
        device.Of(channelId).Seq = 10;
        device.Of(channelId).Entries.Clear();

        var first = (await ann.SyncAsync(SyncTests.Request(device))).Channels().Single();
        Assert.Equal((200, true), (first.Seqs().Count, first.Says("more")));
        await device.CatchUpAsync();

        Assert.Equal(Enumerable.Range(11, 300).Select(i => (long)i), device.Of(channelId).Seqs);
        Assert.Equal(3, device.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(1_000)]
    public async Task Whatever_the_limit_asking_until_there_is_no_more_gives_all(int limit)
    {
        var ann = chat.Invite("ann");
        var lengths = new[] { 1, 2, 11, 12, 30, 90 };
        var ids = lengths.Select(length => $"{ann.UserId}-{length}").ToArray();
        await Task.WhenAll(lengths.Zip(ids, (length, id) => chat.AddAsync(ann.UserId, id, length, seen: length / 2)));
        var device = new Device(ann);
        await device.CatchUpAsync();
        foreach (var id in ids)
        {
            (device.Of(id).Seq, _) = (0, device.Of(id).Entries.RemoveAll(_ => true));
        }

        await device.CatchUpAsync(limit);

        foreach (var (length, id) in lengths.Zip(ids))
        {
            Assert.Equal(Enumerable.Range(1, length).Select(i => (long)i), device.Of(id).Seqs);
        }
    }

    [Fact]
    public async Task No_channel_starves_while_others_go_on()
    {
        var ann = chat.Invite("ann");
        var (busy, quiet) = ($"{ann.UserId}-a", $"{ann.UserId}-b");
        await chat.AddAsync(ann.UserId, busy, 1);
        await chat.AddAsync(ann.UserId, quiet, 1);
        var device = new Device(ann);
        await device.CatchUpAsync();
        await chat.AppendAsync(quiet, 2, 2);

        for (var seq = 2; seq <= 4; seq++)
        {
            await chat.AppendAsync(busy, seq, seq);
            await chat.TrackAsync(busy);
            Assert.True((await device.SyncAsync(limit: 1)).More || device.Of(quiet).Seq == 2);
        }

        Assert.Equal(2, device.Of(quiet).Seq);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public async Task What_is_gone_is_told_by_where_the_log_begins(int last)
    {
        var (ann, channelId) = await WithChannelAsync(last, first: 4);
        var device = new Device(ann);
        await device.CatchUpAsync();
        Assert.Equal(last == 5 ? 4 : 1, device.Of(channelId).FirstSeq);

        foreach (var seq in new[] { 0, 2, 3, last })
        {
            var synced = await OneAsync(ann, channelId, seq);
            Assert.Equal(seq < 3 ? 4 : null, (int?)synced["firstSeq"]);
            Assert.Equal(Enumerable.Range(Math.Max(4, seq + 1), last - Math.Max(3, seq)).Select(i => (long)i), synced.Seqs());
        }
    }

    [Fact]
    public async Task What_is_gone_before_the_channel_says_so_is_told_all_the_same()
    {
        var (ann, channelId) = await WithChannelAsync(8, first: 4);
        await chat.Database.Channels.PatchItemAsync<object>(
            "channel", new(channelId), [Microsoft.Azure.Cosmos.PatchOperation.Remove("/firstSeq")]);

        var synced = await OneAsync(ann, channelId, 1);

        Assert.Equal(4, (int)synced["firstSeq"]!);
        Assert.Equal([4, 5, 6, 7, 8], synced.Seqs());
        Assert.Equal([4, 5, 6, 7, 8], (await ann.SyncAsync(new { channels = Array.Empty<object>() })).Channels().Single().Seqs());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_device_that_is_ahead_begins_anew(int? seen)
    {
        var (ann, channelId) = await WithChannelAsync(3, seen: seen);

        foreach (var seq in new[] { 4L, 9, 100_000, (1L << 53) - 1 })
        {
            var synced = await OneAsync(ann, channelId, seq);
            Assert.True((bool)synced["reset"]!);
            Assert.Equal([1, 2, 3], synced.Seqs());
        }

        Assert.False((await OneAsync(ann, channelId, 3)).Says("reset"));
    }

    [Fact]
    public async Task One_that_is_ahead_of_an_empty_log_has_nothing()
    {
        var (ann, channelId) = await WithChannelAsync(0);

        var synced = await OneAsync(ann, channelId, 5);

        Assert.True((bool)synced["reset"]!);
        Assert.Empty(synced.Seqs());
        Assert.False((await OneAsync(ann, channelId, 0)).Says("reset"));
    }

    [Fact]
    public async Task A_device_of_another_epoch_begins_anew_everywhere_even_when_it_takes_several_answers()
    {
        var ann = chat.Invite("ann");
        string[] ids = [$"{ann.UserId}-a", $"{ann.UserId}-b", $"{ann.UserId}-c"];
        await Task.WhenAll(ids.Select(id => chat.AddAsync(ann.UserId, id, 30)));
        var named = ids.Select(channelId => new { channelId, seq = 7 }).ToArray();

        var all = await ann.SyncAsync(new { epoch = "another", channels = named });
        Assert.Equal("1", (string)all["epoch"]!);
        Assert.All(all.Channels(), channel => Assert.Equal((true, 11, 30), ((bool)channel["reset"]!, channel.Seqs()[0], channel.Seqs()[^1])));
        Assert.Equal(3, all.Channels().Count);
        Assert.All((await ann.SyncAsync(new { epoch = "1", channels = named })).Channels(), channel => Assert.Equal(8, channel.Seqs()[0]));

        var device = new Device(ann);
        await device.CatchUpAsync();
        device.IsOfEpoch("another");
        await device.CatchUpAsync(limit: 2);
        Assert.All(device.Channels.Values, channel => Assert.Equal(30, channel.Seqs[^1]));
        Assert.All(device.Channels.Values, channel => Assert.Equal(channel.Seqs[0] + channel.Seqs.Count - 1, channel.Seqs[^1]));
    }

    [Fact]
    public async Task Who_may_read_from_joining_on_gets_nothing_older()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var team = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await socket.SayAsync(team, "one", "two");
        var device = new Device(bob);
        await device.CatchUpAsync();
        await ann.AskAsync(HttpMethod.Patch, $"channels/{team}", new { history = "join" });
        await ann.RemoveMemberAsync(team, bob.UserId);
        await socket.SayAsync(team, "a secret");
        await ann.PutMemberAsync(team, bob.UserId);
        await socket.SayAsync(team, "hello again");

        var fresh = (await bob.SyncAsync(new { channels = Array.Empty<object>() })).Channels().Single();
        await device.CatchUpAsync();

        Assert.Equal((5, 5), ((int)fresh["firstSeq"]!, (int)device.Of(team).FirstSeq));
        Assert.Equal([5, 6], fresh.Seqs());
        Assert.Equal([1, 2, 5, 6], device.Of(team).Seqs);
    }

    private async Task<(Person Ann, string ChannelId)> WithChannelAsync(int last, int first = 1, int? seen = null)
    {
        var ann = chat.Invite("ann");
        var channelId = $"{ann.UserId}-channel";
        await chat.AddAsync(ann.UserId, channelId, last, first, seen);
        return (ann, channelId);
    }

    private static async Task<JsonObject> OneAsync(Person person, string channelId, long seq) =>
        (await person.SyncAsync(new { channels = new[] { new { channelId, seq } } })).Channels().Single();
}

using Chat.Functions.Messages;
using Chat.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Sync;

/// <summary>Buckets of eight, so that logs cross their edges.</summary>
public sealed class SmallBucketsFixture : ChatFixture
{
    protected override LocalStackOptions Options =>
        base.Options with { ConfigureFunctions = services => services.AddSingleton(new Buckets(8)) };
}

/// <summary>Where a log goes on in another bucket, a device notices nothing of it.</summary>
public sealed class SyncBucketTests(SmallBucketsFixture chat) : IClassFixture<SmallBucketsFixture>
{
    [Theory]
    [InlineData(7, 9)]
    [InlineData(8, 9)]
    [InlineData(8, 16)]
    [InlineData(7, 17)]
    [InlineData(3, 40)]
    [InlineData(0, 8)]
    public async Task What_is_missing_comes_whole_across_the_edges(int held, int last)
    {
        using var ann = chat.Invite("ann");
        var channelId = $"{ann.UserId}-a";
        await chat.AddAsync(ann.UserId, channelId, last, seen: held);

        var answer = await ann.SyncAsync(new { channels = new[] { new { channelId, seq = held } } });

        Assert.False((bool)answer["more"]!);
        Assert.Equal(Enumerable.Range(held + 1, last - held).Select(i => (long)i), answer.Channels().Single().Seqs());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    public async Task A_channel_that_is_new_begins_with_its_newest_of_all_buckets(int last)
    {
        using var ann = chat.Invite("ann");
        await chat.AddAsync(ann.UserId, $"{ann.UserId}-a", last);

        var answer = await ann.SyncAsync(new { channels = Array.Empty<object>() });

        var first = Math.Max(1, last - 19);
        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(i => (long)i), answer.Channels().Single().Seqs());
    }

    [Fact]
    public async Task A_device_that_is_up_to_date_at_an_edge_gets_nothing()
    {
        using var ann = chat.Invite("ann");
        var channelId = $"{ann.UserId}-a";
        await chat.AddAsync(ann.UserId, channelId, 16);
        var told = (await ann.SyncAsync(new { channels = Array.Empty<object>() })).Channels().Single();

        var answer = await ann.SyncAsync(new { channels = new[] { new { channelId, seq = 16, state = told.State() } } });

        Assert.Empty(answer.Channels());
    }
}

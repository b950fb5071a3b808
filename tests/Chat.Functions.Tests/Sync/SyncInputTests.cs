using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Sync;
using Chat.Functions.Tests.Reading;

namespace Chat.Functions.Tests.Sync;

/// <summary>What a device may ask for, and how it is told that something is wrong with it.</summary>
public sealed class SyncInputTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Theory]
    [InlineData("{}", "channels")]
    [InlineData("""{"channels":{}}""", "channels")]
    [InlineData("""{"channels":[1]}""", "channels[0]")]
    [InlineData("""{"channels":[{}]}""", "channels[0].channelId")]
    [InlineData("""{"channels":[{"channelId":"a"},{"channelId":"b c"}]}""", "channels[1].channelId")]
    [InlineData("""{"channels":[{"channelId":"a"},{"channelId":"b"},{"channelId":"a","seq":1}]}""", "channels[2].channelId")]
    [InlineData("""{"channels":[{"channelId":"a"},{"channelId":"b"},{"channelId":"c"},{"channelId":"d","seq":-1}]}""", "channels[3].seq")]
    [InlineData("""{"channels":[{"channelId":"a","seq":1.5}]}""", "channels[0].seq")]
    [InlineData("""{"channels":[{"channelId":"a","seq":"1"}]}""", "channels[0].seq")]
    [InlineData("""{"channels":[{"channelId":"a","seq":9007199254740992}]}""", "channels[0].seq")]
    [InlineData("""{"channels":[{"channelId":"a","state":7}]}""", "channels[0].state")]
    [InlineData("""{"channels":[{"channelId":"a","sequence":7}]}""", "channels[0].sequence")]
    [InlineData("""{"channels":[],"limit":0}""", "limit")]
    [InlineData("""{"channels":[],"limit":1001}""", "limit")]
    [InlineData("""{"channels":[],"epoch":1}""", "epoch")]
    [InlineData("""{"channels":[],"next":"a b"}""", "next")]
    [InlineData("""{"channels":[],"userId":"ann"}""", "userId")]
    public Task A_wrong_member_is_named(string body, string field) =>
        RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", field, JsonNode.Parse(body)!);

    [Fact]
    public async Task Too_much_is_refused()
    {
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "too_large", "channels[0].state", new
        {
            channels = new[] { new { channelId = "a", state = new string('x', SyncRequest.StateCharacters + 1) } },
        });
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "too_large", "channels", new
        {
            channels = Enumerable.Range(0, SyncRequest.MostChannels + 1).Select(i => new { channelId = $"c{i}" }),
        });
        await chat.Invite("ann").SyncAsync(new
        {
            epoch = "1", limit = SyncRequest.MostEntries, next = "c",
            channels = new[] { new { channelId = "a", seq = (1L << 53) - 1, state = new string('x', SyncRequest.StateCharacters) } },
        });
    }

    [Fact]
    public void Every_limit_of_syncing_is_documented_as_it_is()
    {
        var protocol = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));
        Assert.Contains($"| channels named in one sync | {SyncRequest.MostChannels:N0} |", protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| entries in one answer of it | {SyncRequest.MostEntries:N0}, {SyncRequest.DefaultEntries} if absent |", protocol, StringComparison.Ordinal);
        Assert.Contains($"| of one channel in it | 200, {Syncing.WindowEntries} of one that is new to the device |", protocol, StringComparison.Ordinal);
    }

    private Task RefusedAsync(HttpStatusCode status, string code, string field, object body) =>
        chat.Invite("ann").RefusedAsync(status, code, field, HttpMethod.Post, "sync", body);
}

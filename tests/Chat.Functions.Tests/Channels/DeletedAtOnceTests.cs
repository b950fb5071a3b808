using System.Net;
using Chat.Functions.Tests.Documentation;

namespace Chat.Functions.Tests.Channels;

/// <summary>No feed runs here, so nobody takes the members out: a deleted channel is gone all the same.</summary>
public sealed class DeletedAtOnceTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    public static TheoryData<string> OfChannels => [.. ApiContract.Operations
        .Where(operation => operation.Path.Contains("{channelId}", StringComparison.Ordinal)).Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(OfChannels))]
    public async Task Nothing_is_there_any_more(string name)
    {
        var operation = ApiContract.Operations.Single(one => one.ToString() == name);
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await CreateAsync(ann, bob);
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}");

        var path = operation.Fill().Replace("channels/nobody1", $"channels/{channelId}", StringComparison.Ordinal);
        var body = operation.HasBody ? Provocations.BodyOf(operation) : null;

        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", operation.Method, path, body);
    }

    [Fact]
    public async Task No_invite_admits_anybody_and_nothing_can_be_sent()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await CreateAsync(ann, bob);
        var token = (string)(await ann.AskAsync(HttpMethod.Post, $"channels/{channelId}/invites", new { clientId = "1" }))["token"]!;
        await using var socket = await bob.ConnectAsync();
        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}");

        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "token", HttpMethod.Post, $"invites/{token}");
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "token", HttpMethod.Post, $"invites/{token}");
        await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Put, $"me/channels/{channelId}");
        foreach (var answer in new[] { await socket.SendMessageAsync(channelId, "late"), await socket.ChangeAsync("pin", channelId, 1) })
        {
            Assert.Equal(("not_found", "channelId"), ((string)answer["error"]!["code"]!, (string)answer["error"]!["field"]!));
        }

        Assert.Empty(await bob.ChannelsAsync());
    }

    private static async Task<string> CreateAsync(Person owner, Person member) => (string)(await owner.AskAsync(
        HttpMethod.Post, "channels",
        new { kind = "group", name = "Team", members = new[] { member.UserId }, clientId = Guid.NewGuid(), isPublic = true }))["channelId"]!;
}

using System.Text.Json.Nodes;
using Chat.Functions.Platform;

namespace Chat.Functions.Tests.Messages;

/// <summary>A client that does not learn which of its sends was refused would repeat it for ever: whatever is wrong with a send, its
/// error says which one it was.</summary>
public sealed class RefusedSendTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly string Bottomless = new string('[', 900) + new string(']', 900);

    public static TheoryData<string, string, string> Bad => new()
    {
        { "too_large", "metadata", "\"text\":\"hi\",\"metadata\":" + Nested(ChatLimits.ObjectLevels + 1) },
        { "too_large", "metadata", "\"text\":\"hi\",\"metadata\":" + Nested(62) },
        { "too_large", "metadata", "\"text\":\"hi\",\"metadata\":" + Nested(900) },
        { "invalid_request", "metadata", "\"text\":\"hi\",\"metadata\":" + Bottomless },
        { "invalid_request", "metadata", """ "text":"hi","metadata":{"a":1,"a":2}""" },
        { "invalid_request", "metadata", """ "text":"hi","metadata":{"a":{"b":[{"c":1,"\u0063":2}]}}""" },
        { "invalid_request", "metadata", """ "text":"hi","metadata":{"\ud800":1}""" },
        { "invalid_request", "text", """ "text":"hi","text":"ho" """ },
        { "invalid_request", "text", "\"text\":" + Bottomless },
        { "invalid_request", "extra", "\"text\":\"hi\",\"extra\":" + Bottomless },
        { "invalid_request", "body", """ "text":"hi","\ud800":1""" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task The_error_says_which_send_and_the_connection_stays(string code, string field, string members)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();

        await socket.SendEventAsync("message", $$"""{"channelId":"{{channelId}}","clientId":"bad-1","after":0,{{members}}}""");
        var answer = await socket.NextAsync("error");

        Assert.Equal((code, field), ((string)answer["error"]!["code"]!, (string)answer["error"]!["field"]!));
        Assert.Equal((channelId, "bad-1"), ((string)answer["channelId"]!, (string)answer["clientId"]!));
        Assert.Null(answer["error"]!["retryAfterMs"]);
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "still connected"))["type"]!);
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }

    [Fact]
    public async Task Metadata_comes_back_as_it_was_to_the_deepest_level_allowed()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        var metadata = JsonNode.Parse(Nested(ChatLimits.ObjectLevels))!;

        var answer = await socket.SendAsync("message", channelId, new JsonObject { ["after"] = 0, ["text"] = "hi", ["metadata"] = metadata });

        Assert.Equal("sent", (string)answer["type"]!);
        Assert.True(JsonNode.DeepEquals(metadata, (await socket.NextEntryAsync())["metadata"]));
        Assert.True(JsonNode.DeepEquals(metadata, (await bob.ReadEntriesAsync(channelId)).Single()["metadata"]));
    }

    /// <summary>So many objects in one another.</summary>
    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);
}

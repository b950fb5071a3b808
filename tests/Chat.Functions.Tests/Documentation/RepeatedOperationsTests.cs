using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Documentation;

/// <summary>What changes something can be sent again, also at the same moment, and is refused to who is a member no more. Computed from
/// the description: a new operation has to say here how it is asked for.</summary>
public sealed class RepeatedOperationsTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private readonly Person _ann = chat.Invite("ann"), _bob = chat.Invite("bob"), _eve = chat.Invite("eve");

    /// <summary>All but <c>negotiate</c>, whose every answer is a new address, and what administrators do, which has tests of its own.</summary>
    public static TheoryData<string> Changing => [.. ApiContract.Operations
        .Where(operation => operation.Method != HttpMethod.Get && !operation.IsForAdministrators && operation.Path != "/negotiate")
        .Select(operation => operation.ToString())];

    public static TheoryData<string> OfChannels => [.. ApiContract.Operations
        .Where(operation => operation.Path.Contains("{channelId}", StringComparison.Ordinal) && operation.Path != "/me/channels/{channelId}")
        .Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task Sent_by_several_at_once_and_once_more_it_gets_one_answer(string name)
    {
        var operation = ApiContract.Operations.Single(one => one.ToString() == name);
        var (who, path, body) = await PrepareAsync(name);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => who.TryAsync(operation.Method, path, body)));
        var again = await who.TryAsync(operation.Method, path, body);

        Assert.All(answers, answer => Assert.Equal(again.Answer?.ToJsonString(), answer.Answer?.ToJsonString()));
        Assert.InRange((int)again.Status, 200, 204);
        Assert.All(answers, answer => Assert.True(answer.Status == again.Status || answer.Status == HttpStatusCode.Created));
        Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.Created) <= 1);
    }

    [Theory]
    [MemberData(nameof(OfChannels))]
    public async Task Who_was_taken_out_finds_no_such_channel(string name)
    {
        var operation = ApiContract.Operations.Single(one => one.ToString() == name);
        var channelId = await CreateAsync();
        await _ann.PutMemberAsync(channelId, _bob.UserId, "moderator");
        await _ann.RemoveMemberAsync(channelId, _bob.UserId);
        var body = operation.HasBody ? Provocations.BodyOf(operation) : null;

        await _bob.RefusedAsync(
            HttpStatusCode.NotFound, "not_found", "channelId", operation.Method,
            operation.Fill().Replace("channels/nobody1", $"channels/{channelId}", StringComparison.Ordinal), body);
    }

    private async Task<(Person Who, string Path, object? Body)> PrepareAsync(string name)
    {
        var channelId = await CreateAsync();
        var (channel, bob) = ($"channels/{channelId}", _bob.UserId);
        var token = (string)(await _ann.AskAsync(HttpMethod.Post, $"{channel}/invites", new { clientId = "1", uses = 1 }))["token"]!;
        await _bob.AskAsync(HttpMethod.Post, "negotiate");
        return name switch
        {
            "POST /channels" => (_ann, "channels", JsonNode.Parse("""{"kind":"group","name":"Team","members":[],"clientId":"mine"}""")),
            "PATCH /channels/{channelId}" => (_ann, channel, new { name = "Crew", topic = "Plans" }),
            "DELETE /channels/{channelId}" => (_ann, channel, null),
            "PUT /channels/{channelId}/archive" or "DELETE /channels/{channelId}/archive" => (_ann, $"{channel}/archive", null),
            "PUT /channels/{channelId}/members/{userId}" => (_ann, $"{channel}/members/{_eve.UserId}", new { role = "readonly" }),
            "DELETE /channels/{channelId}/members/{userId}" => (_ann, $"{channel}/members/{bob}", null),
            "PUT /channels/{channelId}/bans/{userId}" or "DELETE /channels/{channelId}/bans/{userId}" => (_ann, $"{channel}/bans/{bob}", null),
            "POST /channels/{channelId}/invites" => (_ann, $"{channel}/invites", new { clientId = "2" }),
            "DELETE /channels/{channelId}/invites/{token}" => (_ann, $"{channel}/invites/{token}", null),
            "POST /invites/{token}" => (_eve, $"invites/{token}", null),
            "PUT /me/channels/{channelId}" => (_eve, $"me/{channel}", null),
            "PUT /me/channels/{channelId}/mute" => (_ann, $"me/{channel}/mute", new { until = "2200-01-31T09:30:00.000Z" }),
            "DELETE /me/channels/{channelId}/mute" => (_ann, $"me/{channel}/mute", null),
            "PUT /channels/{channelId}/read" => (_ann, $"{channel}/read", new { seq = 0 }),
            "POST /sync" => (_ann, "sync", new { channels = new[] { new { channelId, seq = 0 } } }),
            "PATCH /me" => (_ann, "me", new { displayName = "Annie", settings = new { readReceipts = false } }),
            "PUT /me/contacts/{userId}" or "DELETE /me/contacts/{userId}" => (_ann, $"me/contacts/{bob}", null),
            "PUT /me/blocks/{userId}" or "DELETE /me/blocks/{userId}" => (_ann, $"me/blocks/{bob}", null),
            _ => throw new NotSupportedException($"How is {name} asked for?"),
        };
    }

    private async Task<string> CreateAsync() => (string)(await _ann.AskAsync(HttpMethod.Post, "channels", new
    {
        kind = "group", name = "Team", members = new[] { _bob.UserId }, clientId = Guid.NewGuid(), isPublic = true,
    }))["channelId"]!;
}

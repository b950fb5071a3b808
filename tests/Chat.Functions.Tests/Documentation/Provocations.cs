using Chat.Functions.Tests.Channels;

namespace Chat.Functions.Tests.Documentation;

/// <summary>A request that gets a documented error.</summary>
/// <param name="By">Null for somebody without a token.</param>
internal sealed record Provocation(Person? By, string Path, object? Body);

/// <summary>For each operation and each error it documents, what provokes it.</summary>
internal sealed class Provocations(ChatFixture chat)
{
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["POST /channels"] = new { kind = "group", name = "Team", members = Array.Empty<string>(), clientId = "mine" },
        ["PATCH /channels/{channelId}"] = new { name = "Crew" },
        ["PUT /channels/{channelId}/members/{userId}"] = new { },
        ["POST /channels/{channelId}/invites"] = new { clientId = "1" },
        ["PUT /channels/{channelId}/read"] = new { seq = 0 },
        ["PUT /me/channels/{channelId}/mute"] = new { },
        ["PATCH /me"] = new { statusText = "at sea" },
        ["POST /sync"] = new { channels = Array.Empty<object>() },
        ["PUT /erasures/{erasureId}"] = new { userId = "nobody1" },
    };

    private readonly Person _ann = chat.Invite("ann"), _bob = chat.Invite("bob"), _eve = chat.Invite("eve");

    /// <summary>The statuses that any request can be made to get. A 429 is provoked where something is counted (RatedRequestTests), and a
    /// 500 is a defect, which no request can ask for.</summary>
    public static bool CanBeProvoked(string status) => status[0] >= '4' && status is not ("429" or "500");

    /// <summary>A good body for it.</summary>
    public static object? BodyOf(ApiOperation operation) => Bodies.GetValueOrDefault(operation.ToString());

    /// <summary>Null when nothing is known to provoke it.</summary>
    public async Task<Provocation?> OfAsync(ApiOperation operation, string status)
    {
        var body = operation.HasBody ? BodyOf(operation) : null;
        var anybody = operation.IsForAdministrators ? new Person(chat.Stack, "admin") : _ann;
        return (status, operation.ToString()) switch
        {
            ("401", _) => new Provocation(null, operation.Fill(), body),
            ("400", _) => new Provocation(anybody, operation.Fill() + "?limmit=1", body),
            ("503", "POST /invites/{token}") => new Provocation(anybody, "invites/nobody1.nobody1.x", null),
            ("503", "GET /users") => new Provocation(anybody, "users?query=a", null),
            ("503", "GET /presence") => new Provocation(anybody, "presence?users=nobody1", null),
            ("503", _) => new Provocation(anybody, operation.Fill(), body),
            ("413", "GET /channels/{channelId}/reads") => await InChannelAsync(_ann, operation, 100),
            ("413", "GET /presence") => new Provocation(anybody, "presence?users=" + Users(101), null),
            ("413", _) when operation.HasBody => new Provocation(anybody, operation.Fill(), new { text = new string('x', 1 << 20) }),
            ("403", _) when operation.IsForAdministrators => new Provocation(_ann, operation.Fill(), body),
            ("403", "POST /channels") => await WithBlockedAsync(),
            ("403", _) when OfChannel(operation) => await InChannelAsync(_bob, operation, 0, body),
            ("404", "POST /channels") => await AgainAfterDeletionAsync(body!),
            ("404", _) when OfChannel(operation) => await InChannelAsync(_eve, operation, 0, body),
            ("404", _) => new Provocation(anybody, operation.Fill(), body),
            ("409", _) => await ConflictAsync(operation, body),
            _ => null,
        };
    }

    private static string Users(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"nobody{i}"));

    private static bool OfChannel(ApiOperation operation) => operation.Path.Contains("{channelId}", StringComparison.Ordinal);

    private async Task<Provocation?> ConflictAsync(ApiOperation operation, object? body)
    {
        switch (operation.ToString())
        {
            case "PUT /channels/{channelId}/members/{userId}":
                var provocation = await InChannelAsync(_ann, operation, 0, body);
                await _ann.AskAsync(HttpMethod.Put, provocation.Path.Replace("/members/", "/bans/", StringComparison.Ordinal));
                return provocation;
            case "DELETE /channels/{channelId}/members/{userId}":
                provocation = await InChannelAsync(_ann, operation, 0);
                return provocation with { Path = provocation.Path.Replace("nobody1", _ann.UserId, StringComparison.Ordinal) };
            case "PUT /me/channels/{channelId}":
                return await InChannelAsync(_eve, operation, 98);
            case "POST /invites/{token}":
                var channelId = await CreateAsync(98);
                var invite = await _ann.AskAsync(HttpMethod.Post, $"channels/{channelId}/invites", new { clientId = "1" });
                return new Provocation(_eve, $"invites/{(string)invite["token"]!}", null);
            case "PUT /me/contacts/{userId}":
                await BlockAsync();
                return new Provocation(_ann, $"me/contacts/{_bob.UserId}", null);
            default:
                return null;
        }
    }

    private async Task<Provocation> InChannelAsync(Person by, ApiOperation operation, int more, object? body = null)
    {
        var channelId = await CreateAsync(more);
        return new Provocation(by, operation.Fill().Replace("channels/nobody1", $"channels/{channelId}", StringComparison.Ordinal), body);
    }

    /// <summary>A group of Ann's, public where only its being full is to keep somebody out, with Bob in it.</summary>
    private async Task<string> CreateAsync(int more)
    {
        var channelId = (string)(await _ann.AskAsync(HttpMethod.Post, "channels", new
        {
            kind = "group", name = "Team", members = new[] { _bob.UserId }, clientId = Guid.NewGuid(), isPublic = more > 0,
        }))["channelId"]!;
        await chat.AddManyAsync(channelId, more);
        return channelId;
    }

    private async Task<Provocation> AgainAfterDeletionAsync(object body)
    {
        var channelId = (string)(await _ann.AskAsync(HttpMethod.Post, "channels", body))["channelId"]!;
        await _ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}");
        return new Provocation(_ann, "channels", body);
    }

    private async Task<Provocation> WithBlockedAsync()
    {
        await BlockAsync();
        return new Provocation(_bob, "channels", new { kind = "direct", members = new[] { _ann.UserId } });
    }

    private async Task BlockAsync()
    {
        await _bob.AskAsync(HttpMethod.Post, "negotiate");
        await _ann.AskAsync(HttpMethod.Put, $"me/blocks/{_bob.UserId}");
    }
}

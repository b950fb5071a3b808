using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chat.Functions.Tests.Documentation;
using Chat.Local;

namespace Chat.Functions.Tests;

/// <summary>Somebody signed in: Ann, Bob, and Eve, who is never invited.</summary>
public sealed class Person(LocalStack stack, string userId) : IDisposable
{
    public string UserId => userId;

    public HttpClient Api { get; } = stack.ApiFor(userId, char.ToUpperInvariant(userId[0]) + userId[1..]);

    /// <summary>Negotiates and opens a connection; returns when all that connecting causes has been done.</summary>
    public async Task<ChatSocket> ConnectAsync(string? region = null)
    {
        var connected = stack.WebPubSub.Upstream.Count("connected");
        var socket = await ChatSocket.OpenAsync(await AddressAsync(region));
        await stack.WebPubSub.Upstream.UntilAsync("connected", connected + 1).WaitAsync(TimeSpan.FromSeconds(20));
        return socket;
    }

    /// <summary>Where <c>negotiate</c> says to connect.</summary>
    public async Task<Uri> AddressAsync(string? region = null) =>
        new((string)(await AskAsync(HttpMethod.Post, $"negotiate?region={region}"))["url"]!);

    public async Task<string> CreateDirectAsync(string peerId) =>
        (await AskAsync(HttpMethod.Post, "channels", new { kind = "direct", members = new[] { peerId } }))["channelId"]!
            .GetValue<string>();

    public async Task<string> CreateGroupAsync(string name, params string[] members) =>
        (await AskAsync(HttpMethod.Post, "channels", new { kind = "group", name, members, clientId = Guid.NewGuid() }))["channelId"]!
            .GetValue<string>();

    /// <summary>A channel's members with their roles, by user id.</summary>
    public async Task<IReadOnlyList<(string UserId, string Role)>> MembersAsync(string channelId) =>
        [.. (await AskAsync(HttpMethod.Get, $"channels/{channelId}/members"))["members"]!.AsArray()
            .Select(member => ((string)member!["userId"]!, (string)member["role"]!))];

    /// <summary>The ids of the channels in this person's list.</summary>
    public async Task<IReadOnlyList<string>> ChannelsAsync() =>
        [.. (await AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray().Select(channel => (string)channel!["channelId"]!)];

    /// <summary>Adds a member to a channel, or gives one another role.</summary>
    public Task<JsonObject> PutMemberAsync(string channelId, string memberId, string? role = null) =>
        AskAsync(HttpMethod.Put, $"channels/{channelId}/members/{memberId}", role is null ? new { } : new { role });

    /// <summary>Takes a member out of a channel; oneself leaves.</summary>
    public Task RemoveMemberAsync(string channelId, string memberId) =>
        AskAsync(HttpMethod.Delete, $"channels/{channelId}/members/{memberId}");

    public async Task<IReadOnlyList<JsonObject>> ReadEntriesAsync(string channelId, string query = "after=0&limit=200") =>
        [.. (await AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}"))["entries"]!.AsArray().Select(e => e!.AsObject())];

    /// <summary>Each asks the other to be a contact.</summary>
    public async Task BefriendAsync(Person other)
    {
        await other.AskAsync(HttpMethod.Get, "me");
        await AskAsync(HttpMethod.Get, "me");
        await AskAsync(HttpMethod.Put, $"me/contacts/{other.UserId}");
        await other.AskAsync(HttpMethod.Put, $"me/contacts/{UserId}");
    }

    /// <summary>The presences this person may see of those asked for, by user id.</summary>
    public async Task<IReadOnlyDictionary<string, JsonObject>> PresencesAsync(params string[] userIds) =>
        (await AskAsync(HttpMethod.Get, $"presence?users={string.Join(',', userIds)}"))["users"]!.AsArray()
            .ToDictionary(presence => (string)presence!["userId"]!, presence => presence!.AsObject());

    /// <summary>A request that succeeds.</summary>
    public async Task<JsonObject> AskAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await TryAsync(method, path, body);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path} answered {status}: {answer?.ToJsonString()}");
        return answer!;
    }

    /// <summary>A request that is refused in the documented form.</summary>
    public async Task RefusedAsync(HttpStatusCode status, string code, string? field, HttpMethod method, string path, object? body = null)
    {
        var (actual, answer) = await TryAsync(method, path, body);
        var error = answer?["error"];
        Assert.Equal((status, code, field), (actual, error?["code"]?.GetValue<string>(), error?["field"]?.GetValue<string>()));
    }

    public async Task<(HttpStatusCode Status, JsonObject? Answer)> TryAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        ApiContract.Check(method, path, response.StatusCode, answer);
        return (response.StatusCode, answer);
    }

    public void Dispose() => Api.Dispose();
}

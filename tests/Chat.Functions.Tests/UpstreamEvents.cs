using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Local;

namespace Chat.Functions.Tests;

/// <summary>Posts events to the functions as Web PubSub does, so that a test can forge and repeat them.</summary>
public sealed class UpstreamEvents(LocalStack stack)
{
    private static readonly HttpClient Http = new();

    /// <summary>The access key the events are signed with: the resource's own unless a test changes it.</summary>
    public string Key { get; init; } = stack.WebPubSub.ConnectionString.Split("AccessKey=")[1].Split(';')[0];

    public string Hub { get; init; } = "chat";

    public string ConnectionId { get; init; } = "connection-1";

    /// <summary>Headers to add or, by null, to leave out.</summary>
    public Dictionary<string, string?> Headers { get; init; } = [];

    public Task<HttpResponseMessage> MessageAsync(string userId, object data) => SendAsync("message", userId, data);

    public Task<HttpResponseMessage> SendAsync(string name, string userId, object data) =>
        PostAsync(name, userId, JsonSerializer.Serialize(data));

    public async Task<HttpResponseMessage> PostAsync(
        string name, string userId, string body, string contentType = "application/json")
    {
        var system = name is "connect" or "connected" or "disconnected";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Functions.Address, $"api/events/{name}"));
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(ConnectionId));
        var headers = new Dictionary<string, string?>
        {
            ["WebHook-Request-Origin"] = stack.WebPubSub.Endpoint.Host,
            ["ce-awpsversion"] = "1.0",
            ["ce-specversion"] = "1.0",
            ["ce-type"] = system ? $"azure.webpubsub.sys.{name}" : $"azure.webpubsub.user.{name}",
            ["ce-source"] = $"/hubs/{Hub}/client/{ConnectionId}",
            ["ce-id"] = "1",
            ["ce-hub"] = Hub,
            ["ce-eventName"] = name,
            ["ce-connectionId"] = ConnectionId,
            ["ce-userId"] = userId,
            ["ce-signature"] = "sha256=" + Convert.ToHexStringLower(signature),
        };
        foreach (var (header, value) in headers.Concat(Headers).ToLookup(pair => pair.Key, pair => pair.Value)
            .Select(group => (group.Key, group.Last())).Where(pair => pair.Item2 is not null))
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await Http.SendAsync(request);
    }

    public static async Task<JsonObject> FrameOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
}

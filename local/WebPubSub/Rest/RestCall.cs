using System.Globalization;
using System.Text.Json;
using Chat.Local.WebPubSub.Frames;
using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>A call of the data plane: its checked route values, parameters and body.</summary>
internal sealed class RestCall(HttpContext context, HubRegistry hubs, TimeProvider time)
{
    public HttpContext Context { get; } = context;

    public Hub Hub =>
        Names.IsHub(Route("hub")) ? hubs[Route("hub")] : throw RestRefusal.BadRequest("The hub name is not valid.");

    /// <summary>The connection named in the path, if it exists.</summary>
    public ClientConnection? Connection => Hub.Find(Route("connection"));

    /// <summary>The same as a set of one or none.</summary>
    public ClientConnection[] Connections => Connection is { } one ? [one] : [];

    public ClientConnection[] UserConnections => Hub.OfUser(Route("user"));

    public string Group => CheckedGroup(Route("group"));

    public string Reason => Parameter("reason") is { Length: > 0 } reason ? reason : "ClosedByAppServer";

    public string Route(string name) => (string)Context.Request.RouteValues[name]!;

    public string? Parameter(string name) => Context.Request.Query[name] is [{ } value, ..] ? value : null;

    public IReadOnlyList<string> Parameters(string name) => [.. Context.Request.Query[name].OfType<string>()];

    public int? Number(string name) =>
        Parameter(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw RestRefusal.BadRequest($"'{name}' is not a number.");

    public static string CheckedGroup(string? group) =>
        Names.IsGroup(group)
            ? group
            : throw RestRefusal.BadRequest($"A group name has 1 to {Names.MaxGroupLength} characters, not all blank.");

    /// <summary>The connections asked for without those that the call excludes.</summary>
    public IEnumerable<ClientConnection> Select(IEnumerable<ClientConnection> connections)
    {
        RefuseFilter(Parameter("filter"));
        var excluded = Parameters("excluded");
        return connections.Where(connection => !excluded.Contains(connection.Id));
    }

    public static void RefuseFilter(string? filter)
    {
        if (!string.IsNullOrEmpty(filter))
        {
            throw RestRefusal.NotImplemented("Filters are not supported by this emulator.");
        }
    }

    /// <summary>When the message is no longer worth delivering; null for never, which is also what 0 means.</summary>
    public DateTimeOffset? ExpiresAt() =>
        Number("messageTtlSeconds") switch
        {
            > Limits.MaxTimeToLiveSeconds => throw RestRefusal.BadRequest(
                $"messageTtlSeconds must be 0 to {Limits.MaxTimeToLiveSeconds}."),
            null or 0 => null,
            { } seconds => time.GetUtcNow().AddSeconds(seconds),
        };

    public async Task<Payload> ReadPayloadAsync()
    {
        var body = await ReadBodyAsync();
        try
        {
            return Payload.FromContent(Context.Request.ContentType, body)
                ?? throw new RestRefusal(
                    415,
                    "UnsupportedMediaType",
                    "Use text/plain, application/json or application/octet-stream.");
        }
        catch (JsonException error)
        {
            throw RestRefusal.BadRequest("The body is not JSON: " + error.Message);
        }
    }

    public async Task<byte[]> ReadBodyAsync()
    {
        using var body = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await Context.Request.Body.ReadAsync(chunk, Context.RequestAborted)) > 0)
        {
            if (body.Length + read > Limits.MaxMessageBytes)
            {
                throw new RestRefusal(413, "PayloadTooLarge", $"A body has at most {Limits.MaxMessageBytes} bytes.");
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}

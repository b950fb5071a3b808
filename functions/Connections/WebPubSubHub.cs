using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Chat.Functions.Platform;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>The hub, over all its endpoints: a user's connections may be on any, so everything is said to each.</summary>
public sealed class WebPubSubHub(
    IOptions<WebPubSubSettings> settings, TokenCredential credential, HttpPipelineTransport transport, TimeProvider time)
{
    private readonly WebPubSubEndpoint[] _endpoints = [.. settings.Value.Endpoints.Select(
        endpoint => new WebPubSubEndpoint(endpoint, settings.Value.Hub, credential, transport, time))];

    /// <summary>The address a client opens at one of the endpoints.</summary>
    public Task<Uri> ClientUriAsync(int endpoint, string userId, TimeSpan lifetime, CancellationToken cancellationToken) =>
        _endpoints[endpoint].ClientUriAsync(userId, lifetime, cancellationToken);

    /// <summary>Returns when every endpoint has accepted the frame.</summary>
    /// <param name="json">The frame, encoded: once, however many endpoints and receivers there are.</param>
    public Task SendToGroupAsync(string group, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        SendJsonAsync($"/groups/{Escape(group)}/:send", json, cancellationToken);

    public Task SendToUserAsync<T>(string userId, T frame, CancellationToken cancellationToken) =>
        SendAsync($"/users/{Escape(userId)}/:send", frame, cancellationToken);

    public Task SendToConnectionAsync<T>(string connectionId, T frame, CancellationToken cancellationToken) =>
        SendAsync($"/connections/{Escape(connectionId)}/:send", frame, cancellationToken);

    /// <summary>Adds the user's present connections; later ones are joined as they connect.</summary>
    /// <returns>Whether there were any.</returns>
    public Task<bool> AddUserToGroupAsync(string userId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Put, $"/users/{Escape(userId)}/groups/{Escape(group)}", cancellationToken);

    public Task RemoveUserFromGroupAsync(string userId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Delete, $"/users/{Escape(userId)}/groups/{Escape(group)}", cancellationToken);

    /// <summary>Closes all connections of a user, who may come back at once.</summary>
    public Task CloseUserAsync(string userId, string reason, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Post, $"/users/{Escape(userId)}/:closeConnections?reason={Escape(reason)}", cancellationToken);

    /// <returns>Whether the connection still exists.</returns>
    public Task<bool> AddConnectionToGroupAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Put, $"/groups/{Escape(group)}/connections/{Escape(connectionId)}", cancellationToken);

    public Task RemoveConnectionFromGroupAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Delete, $"/groups/{Escape(group)}/connections/{Escape(connectionId)}", cancellationToken);

    /// <summary>Puts one connection into many groups, in one call to each endpoint.</summary>
    public Task AddConnectionToGroupsAsync(
        string connectionId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        ChangeGroupsAsync("/:addToGroups", connectionId, groups, cancellationToken);

    public Task RemoveConnectionFromGroupsAsync(
        string connectionId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        ChangeGroupsAsync("/:removeFromGroups", connectionId, groups, cancellationToken);

    /// <summary>Lets a connection publish to a group by itself.</summary>
    public Task GrantSendAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Put, SendPermission(connectionId, group), cancellationToken);

    public Task RevokeSendAsync(string connectionId, string group, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Delete, SendPermission(connectionId, group), cancellationToken);

    /// <summary>A closed client may come back at once: closing is no ban.</summary>
    public Task CloseConnectionAsync(string connectionId, string reason, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Delete, $"/connections/{Escape(connectionId)}?reason={Escape(reason)}", cancellationToken);

    public Task<bool> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Head, $"/connections/{Escape(connectionId)}", cancellationToken);

    /// <returns>Whether the user has a connection.</returns>
    public Task<bool> UserExistsAsync(string userId, CancellationToken cancellationToken) =>
        AnyAsync(RequestMethod.Head, $"/users/{Escape(userId)}", cancellationToken);

    private static string SendPermission(string connectionId, string group) =>
        $"/permissions/sendToGroup/connections/{Escape(connectionId)}?targetName={Escape(group)}";

    /// <summary>The calls for many groups are about all connections that a filter leaves: here one.</summary>
    private Task ChangeGroupsAsync(
        string path, string connectionId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) => groups.Count == 0
        ? Task.CompletedTask
        : SendAsync(
            path,
            new { Groups = groups, Filter = $"connectionId eq '{connectionId.Replace("'", "''", StringComparison.Ordinal)}'" },
            cancellationToken);

    private static string Escape(string id) => WebPubSubEndpoint.Escape(id);

    private Task SendAsync<T>(string path, T frame, CancellationToken cancellationToken) =>
        SendJsonAsync(path, JsonSerializer.SerializeToUtf8Bytes(frame, ChatJson.Options), cancellationToken);

    private Task SendJsonAsync(string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        Task.WhenAll(_endpoints.Select(async endpoint =>
        {
            if (await endpoint.CallAsync(RequestMethod.Post, path, cancellationToken, json) == 404)
            {
                // Sending to the absent is accepted; a 404 means that the hub or the route is wrong.
                throw new HttpRequestException("Web PubSub does not know the hub.");
            }
        }));

    private async Task<bool> AnyAsync(RequestMethod method, string path, CancellationToken cancellationToken)
    {
        var statuses = await Task.WhenAll(
            _endpoints.Select(endpoint => endpoint.CallAsync(method, path, cancellationToken)));
        return statuses.Any(status => status != 404);
    }
}

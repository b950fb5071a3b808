using System.Security.Cryptography;
using System.Text.Json;
using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Tokens;
using Chat.Local.WebPubSub.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>What happens before a new client's upgrade: its token is checked, the connect handler asked.</summary>
internal sealed class Handshake(AccessKeys keys, HubRegistry hubs, ClientEvents events)
{
    /// <exception cref="RefusedException">The client may not connect.</exception>
    public async Task<Admission> AdmitAsync(HttpContext context, string hub)
    {
        var token =
            await ClientToken.ReadAsync(context.Request, hub, keys)
            ?? throw new RefusedException(
                401,
                "The access token is missing, expired, signed with another key, or for another URL.");
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        var subprotocol = offered.FirstOrDefault(Subprotocols.IsSupported) ?? throw Unsupported();
        // Only now: a stranger's request must not create a hub.
        var source = new ConnectionIdentity(hubs[hub], NewConnectionId(), token.UserId, subprotocol);
        Check(token.UserId, token.Groups);

        var (reply, state) = await AskHandlerAsync(ConnectEvent.Of(source, token, context));
        var identity = source with
        {
            UserId = reply.UserId ?? token.UserId,
            Subprotocol = reply.Subprotocol ?? subprotocol,
        };
        var groups = reply.Groups is { Count: > 0 } decided ? decided : token.Groups;
        Check(identity.UserId, groups);
        if (!Subprotocols.IsSupported(identity.Subprotocol) || !offered.Contains(identity.Subprotocol))
        {
            throw Unsupported();
        }

        return new Admission(identity, PermissionsOf(reply.Roles ?? token.Roles), groups, state);
    }

    private async Task<(ConnectReply Reply, string? State)> AskHandlerAsync(CloudEvent connect)
    {
        var answer = await events.ConnectAsync(connect);
        if (answer is null)
        {
            return (new ConnectReply(), null);
        }

        if (!answer.IsSuccess)
        {
            throw new RefusedException(
                answer.Status is >= 400 ? answer.Status : 500,
                "The connect event was not accepted.");
        }

        try
        {
            return (ConnectReply.Read(answer.Body), answer.State);
        }
        catch (JsonException)
        {
            throw new RefusedException(500, "The connect event was answered with a body that is not understood.");
        }
    }

    private static Permissions PermissionsOf(IReadOnlyList<string> roles)
    {
        try
        {
            return new Permissions(roles);
        }
        catch (InvalidRoleException error)
        {
            throw new RefusedException(400, error.Message);
        }
    }

    private static void Check(string? userId, IReadOnlyList<string> groups)
    {
        if ((userId is not null && !Names.IsUser(userId)) || !groups.All(Names.IsGroup))
        {
            throw new RefusedException(400, "The user id or a group name is not valid.");
        }
    }

    private static RefusedException Unsupported() =>
        new(501, $"This emulator serves the subprotocols {Subprotocols.Json} and {Subprotocols.ReliableJson} only.");

    private static string NewConnectionId() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
}

/// <summary>A client that may connect.</summary>
internal sealed record Admission(
    ConnectionIdentity Identity,
    Permissions Permissions,
    IReadOnlyList<string> Groups,
    string? State);

using System.Net.WebSockets;
using Chat.Local.WebPubSub.Clients;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>When a reliable connection outlives its socket, and how long.</summary>
internal sealed record RecoveryRules(TimeSpan Window, bool RecoverAfterBareClose)
{
    /// <param name="closed">Null when the socket was cut.</param>
    public bool IsFinal(Incoming.Closed? closed) =>
        closed?.Status == WebSocketCloseStatus.NormalClosure && !(closed.IsBare && RecoverAfterBareClose);
}

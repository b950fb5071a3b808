using System.Collections.Concurrent;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The hubs by name, ignoring case. A hub needs no set-up: its first use creates it.</summary>
internal sealed class HubRegistry
{
    private readonly ConcurrentDictionary<string, Hub> _hubs = new(StringComparer.OrdinalIgnoreCase);

    public Hub this[string name] => _hubs.GetOrAdd(name, static hub => new Hub(hub));

    /// <summary>Null when the hub was never used.</summary>
    public Hub? Find(string name) => _hubs.GetValueOrDefault(name);

    public IEnumerable<ClientConnection> Connections => _hubs.Values.SelectMany(hub => hub.All());
}

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>Named sets of connections (groups, users), readable from both sides. Guarded by its hub's lock.</summary>
internal sealed class ConnectionIndex
{
    private readonly Dictionary<string, HashSet<ClientConnection>> _members = [];
    private readonly Dictionary<ClientConnection, HashSet<string>> _names = [];

    public IReadOnlyCollection<ClientConnection> Members(string name) => _members.GetValueOrDefault(name) ?? [];

    public IReadOnlyCollection<string> NamesOf(ClientConnection connection) =>
        _names.GetValueOrDefault(connection) ?? [];

    public void Add(string name, ClientConnection connection)
    {
        Set(_members, name).Add(connection);
        Set(_names, connection).Add(name);
    }

    public void Remove(string name, ClientConnection connection)
    {
        Unset(_members, name, connection);
        Unset(_names, connection, name);
    }

    public void RemoveAll(ClientConnection connection)
    {
        foreach (var name in NamesOf(connection).ToArray())
        {
            Remove(name, connection);
        }
    }

    private static HashSet<TValue> Set<TKey, TValue>(Dictionary<TKey, HashSet<TValue>> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = [];
        }

        return set;
    }

    private static void Unset<TKey, TValue>(Dictionary<TKey, HashSet<TValue>> sets, TKey key, TValue value)
        where TKey : notnull
    {
        if (sets.TryGetValue(key, out var set) && set.Remove(value) && set.Count == 0)
        {
            sets.Remove(key);
        }
    }
}

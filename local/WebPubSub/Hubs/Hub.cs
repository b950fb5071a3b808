namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The connections of one hub, those that wait for recovery included, with their users and groups.</summary>
internal sealed class Hub(string name)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientConnection> _connections = [];
    private readonly ConnectionIndex _users = new();
    private readonly ConnectionIndex _groups = new();
    private volatile IReadOnlyList<EventHandlerSettings> _eventHandlers = [];

    public string Name { get; } = name;

    public IReadOnlyList<EventHandlerSettings> EventHandlers
    {
        get => _eventHandlers;
        set => _eventHandlers = value;
    }

    public void Add(ClientConnection connection, IEnumerable<string> groups)
    {
        lock (_gate)
        {
            _connections.Add(connection.Id, connection);
            if (connection.UserId is { } userId)
            {
                _users.Add(userId, connection);
            }

            foreach (var group in groups)
            {
                _groups.Add(group, connection);
            }
        }
    }

    public void Remove(ClientConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection.Id);
            _users.RemoveAll(connection);
            _groups.RemoveAll(connection);
        }
    }

    public ClientConnection? Find(string connectionId)
    {
        lock (_gate)
        {
            return _connections.GetValueOrDefault(connectionId);
        }
    }

    public ClientConnection[] All()
    {
        lock (_gate)
        {
            return [.. _connections.Values];
        }
    }

    public ClientConnection[] OfUser(string userId)
    {
        lock (_gate)
        {
            return [.. _users.Members(userId)];
        }
    }

    public ClientConnection[] InGroup(string group)
    {
        lock (_gate)
        {
            return [.. _groups.Members(group)];
        }
    }

    public string[] GroupsOf(ClientConnection connection)
    {
        lock (_gate)
        {
            return [.. _groups.NamesOf(connection)];
        }
    }

    /// <summary>False when the connection has ended: a membership must not outlive its connection.</summary>
    public bool Join(ClientConnection connection, string group)
    {
        lock (_gate)
        {
            if (!_connections.ContainsKey(connection.Id))
            {
                return false;
            }

            _groups.Add(group, connection);
            return true;
        }
    }

    public void Leave(ClientConnection connection, string group)
    {
        lock (_gate)
        {
            _groups.Remove(group, connection);
        }
    }

    public void LeaveAll(ClientConnection connection)
    {
        lock (_gate)
        {
            _groups.RemoveAll(connection);
        }
    }
}

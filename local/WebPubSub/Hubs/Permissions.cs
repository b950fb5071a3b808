namespace Chat.Local.WebPubSub.Hubs;

internal enum Permission
{
    JoinLeaveGroup,
    SendToGroup,
}

/// <summary>What a connection may do to which groups, from roles and from REST grants.</summary>
internal sealed class Permissions
{
    private readonly Lock _gate = new();
    private readonly GroupScope _joinLeave = new();
    private readonly GroupScope _send = new();

    /// <exception cref="InvalidRoleException">A wildcard role that the service would not take.</exception>
    public Permissions(IEnumerable<string> roles)
    {
        foreach (var role in roles)
        {
            if (!_joinLeave.TryAddRole(role, "webpubsub.joinLeaveGroup"))
            {
                _send.TryAddRole(role, "webpubsub.sendToGroup");
            }
        }
    }

    public bool Allows(Permission permission, string? group)
    {
        lock (_gate)
        {
            return ScopeOf(permission).Includes(group);
        }
    }

    /// <param name="group">Null for every group.</param>
    public void Grant(Permission permission, string? group)
    {
        lock (_gate)
        {
            ScopeOf(permission).Add(group);
        }
    }

    /// <param name="group">Null for every group.</param>
    public void Revoke(Permission permission, string? group)
    {
        lock (_gate)
        {
            ScopeOf(permission).Remove(group);
        }
    }

    private GroupScope ScopeOf(Permission permission) => permission == Permission.SendToGroup ? _send : _joinLeave;
}

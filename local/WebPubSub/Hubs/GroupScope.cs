using System.Text.RegularExpressions;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>A set of groups: every group, single names, and wildcard patterns.</summary>
internal sealed class GroupScope
{
    private const int MaxLiterals = 1000;
    private const int MaxPatterns = 10;
    private readonly HashSet<string> _literals = [];
    private readonly List<Regex> _patterns = [];
    private bool _everything;

    /// <summary>Takes <c>prefix</c>, <c>prefix.group</c> or <c>prefixs.pattern</c>; false for others.</summary>
    public bool TryAddRole(string role, string prefix)
    {
        if (role == prefix)
        {
            _everything = true;
            return true;
        }

        if (role.StartsWith(prefix + '.', StringComparison.Ordinal))
        {
            _literals.Add(role[(prefix.Length + 1)..]);
            return _literals.Count <= MaxLiterals
                ? true
                : throw new InvalidRoleException($"more than {MaxLiterals} groups");
        }

        if (role.StartsWith(prefix + "s.", StringComparison.Ordinal))
        {
            _patterns.Add(GroupPattern.Compile(role[(prefix.Length + 2)..]));
            return _patterns.Count <= MaxPatterns
                ? true
                : throw new InvalidRoleException($"more than {MaxPatterns} patterns");
        }

        return false;
    }

    public bool Includes(string? group) =>
        _everything
        || (group is not null && (_literals.Contains(group) || _patterns.Any(pattern => pattern.IsMatch(group))));

    public void Add(string? group)
    {
        if (group is null)
        {
            _everything = true;
        }
        else
        {
            _literals.Add(group);
        }
    }

    public void Remove(string? group)
    {
        if (group is not null)
        {
            _literals.Remove(group);
            return;
        }

        _everything = false;
        _literals.Clear();
        _patterns.Clear();
    }
}

/// <summary>A role that the service would not take.</summary>
internal sealed class InvalidRoleException(string why) : Exception("Invalid role: " + why);

using System.Globalization;
using System.Text.Json.Serialization;

namespace Chat.Functions.Channels;

public static class OperationKind
{
    public const string Create = "create";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Role = "role";
    public const string Update = "update";
    public const string Archive = "archive";
    public const string Unarchive = "unarchive";
    public const string Delete = "delete";
    public const string Ban = "ban";
    public const string Unban = "unban";
}

/// <summary>A document of container <c>channels</c> that is never changed: what has happened to the channel or to one of its
/// members. It is stored together with what it changed, so whatever else is to follow can be done from it, and again.</summary>
/// <param name="Version">1, 2, 3 … in the channel; 0 is its creation.</param>
/// <param name="Kind">One of <see cref="OperationKind"/>.</param>
public sealed record OperationDocument(string ChannelId, long Version, string Kind, string ActorId, DateTimeOffset At)
{
    public const string DocumentType = "operation";

    public string Id => IdOf(Version);

    public string Type { get; } = DocumentType;

    /// <summary>The member it is about.</summary>
    public string? UserId { get; init; }

    public MemberRole? Role { get; init; }

    /// <summary>The new name, when it has changed.</summary>
    public string? Name { get; init; }

    /// <summary>Of a creation: the first members.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Whose membership it has changed. A ban of a member comes with a <c>leave</c>; one of somebody else is not to be
    /// noticed.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Concerned => this switch
    {
        { Members: { } members } => members,
        { UserId: { } userId, Kind: not (OperationKind.Ban or OperationKind.Unban) } => [userId],
        _ => [],
    };

    public static string IdOf(long version) => "op:" + version.ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json.Serialization;
using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>From the highest to the lowest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MemberRole>))]
public enum MemberRole
{
    [JsonStringEnumMemberName(MemberRoles.Owner)]
    Owner,

    [JsonStringEnumMemberName(MemberRoles.Moderator)]
    Moderator,

    [JsonStringEnumMemberName(MemberRoles.Member)]
    Member,

    [JsonStringEnumMemberName(MemberRoles.Readonly)]
    Readonly,
}

/// <summary>The roles as they are called outside.</summary>
public static class MemberRoles
{
    public const string Owner = "owner";
    public const string Moderator = "moderator";
    public const string Member = "member";
    public const string Readonly = "readonly";

    public static string NameOf(MemberRole role) => role switch
    {
        MemberRole.Owner => Owner,
        MemberRole.Moderator => Moderator,
        MemberRole.Member => Member,
        _ => Readonly,
    };

    public static MemberRole? ReadOrNull(JsonInput input, string field) => !input.Has(field)
        ? null
        : input.Text(field) switch
        {
            Owner => MemberRole.Owner,
            Moderator => MemberRole.Moderator,
            Member => MemberRole.Member,
            Readonly => MemberRole.Readonly,
            _ => throw ChatException.Invalid(field, $"{field} must be {Owner}, {Moderator}, {Member} or {Readonly}."),
        };
}

using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Users;

namespace Chat.Functions.Channels;

/// <summary>A channel somebody wants to have: all that a bad request can get wrong is checked here.</summary>
/// <param name="Others">Its members but the creator, each once.</param>
public sealed record ChannelDraft(string ChannelId, ChannelKind Kind, string? Name, IReadOnlyList<string> Others)
{
    public static ChannelDraft Parse(JsonInput input, string creatorId, ChatLimits limits)
    {
        return input.Text("kind") switch
        {
            "direct" => Direct(input, creatorId),
            "group" => Group(input, creatorId, limits),
            _ => throw ChatException.Invalid("kind", "kind must be direct or group."),
        };
    }

    /// <summary>What is to be stored: the creator owns a group, and the two of a 1-on-1 channel are equals.</summary>
    public Roster ToRoster(string creatorId, DateTimeOffset now)
    {
        var creator = new MemberDocument(ChannelId, creatorId, Kind == ChannelKind.Group ? MemberRole.Owner : MemberRole.Member, now);
        return new Roster(
            new ChannelDocument(ChannelId, Kind, Name, now, creatorId),
            [creator, .. Others.Select(userId => new MemberDocument(ChannelId, userId, MemberRole.Member, now))]);
    }

    private static ChannelDraft Direct(JsonInput input, string creatorId)
    {
        input.Only("kind", "members");
        return Members(input, creatorId) is [var peer]
            ? new ChannelDraft(Channels.ChannelId.OfDirect(creatorId, peer), ChannelKind.Direct, null, [peer])
            : throw ChatException.Invalid("members", "A direct channel has exactly one other member.");
    }

    private static ChannelDraft Group(JsonInput input, string creatorId, ChatLimits limits)
    {
        input.Only("kind", "name", "members", "clientId");
        var name = input.Text("name").Trim();
        if (Writing.IsBlank(name) || Writing.HasControls(name))
        {
            throw ChatException.Invalid("name", "name must have something to see, in one line.");
        }

        if (name.Length > ChatLimits.ChannelNameCharacters)
        {
            throw ChatException.TooLarge("name", $"name is over {ChatLimits.ChannelNameCharacters} characters.");
        }

        var channelId = Channels.ChannelId.OfGroup(creatorId, ClientId.Read(input));
        var most = Math.Min(ChatLimits.MembersAtCreation, limits.GroupMembers - 1);
        var others = Members(input, creatorId);
        return others.Count <= most
            ? new ChannelDraft(channelId, ChannelKind.Group, name, others)
            : throw ChatException.TooLarge("members", $"At most {most} other members may be named here.");
    }

    private static List<string> Members(JsonInput input, string creatorId)
    {
        var members = input.Texts("members");
        var bad = members.FirstOrDefault(member => !UserId.IsValid(member));
        if (bad is not null)
        {
            throw ChatException.Invalid("members", $"'{ChatError.Quote(bad)}' can be no user id.");
        }

        return [.. members.Distinct(StringComparer.Ordinal).Where(member => member != creatorId)];
    }
}

using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Users;

namespace Chat.Functions.Channels;

/// <summary>A channel somebody wants to have: all that a bad request can get wrong is checked here.</summary>
/// <param name="Others">Its members but the creator, each once.</param>
public sealed record ChannelDraft(string ChannelId, ChannelKind Kind, string? Name, IReadOnlyList<string> Others)
{
    public string? Topic { get; init; }

    public string? AvatarUrl { get; init; }

    public bool IsPublic { get; init; }

    public SharedHistory History { get; init; }

    /// <summary>1-on-1 channels only: the other one.</summary>
    public string? PeerId => Kind == ChannelKind.Direct ? Others[0] : null;

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
        var role = Kind == ChannelKind.Group ? MemberRole.Owner : MemberRole.Member;
        var creator = new MemberDocument(ChannelId, creatorId, role, now) { PeerId = PeerId };
        var others = Others.Select(userId => new MemberDocument(ChannelId, userId, MemberRole.Member, now)
        {
            PeerId = Kind == ChannelKind.Direct ? creatorId : null,
        });
        var channel = new ChannelDocument(ChannelId, Kind, Name, now, creatorId)
        {
            Topic = Topic,
            AvatarUrl = AvatarUrl,
            IsPublic = IsPublic,
            History = History,
            MemberCount = 1 + Others.Count,
        };
        return new Roster(channel, [creator, .. others]);
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
        input.Only(
            "kind", "members", ClientId.Field, ChannelText.NameField, ChannelText.TopicField, Platform.AvatarUrl.Field,
            ChannelText.IsPublicField, ChannelText.HistoryField);
        var name = ChannelText.Name(input);
        var channelId = Channels.ChannelId.OfGroup(creatorId, ClientId.Read(input));
        var most = Math.Min(ChatLimits.MembersAtCreation, limits.GroupMembers - 1);
        var others = Members(input, creatorId);
        if (others.Count > most)
        {
            throw ChatException.TooLarge("members", $"At most {most} other members may be named here.");
        }

        return new ChannelDraft(channelId, ChannelKind.Group, name, others)
        {
            Topic = ChannelText.Topic(input),
            AvatarUrl = Platform.AvatarUrl.ReadOrNull(input),
            IsPublic = input.Has(ChannelText.IsPublicField) && input.Flag(ChannelText.IsPublicField),
            History = ChannelText.History(input) ?? SharedHistory.Full,
        };
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

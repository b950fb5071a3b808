using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>What somebody wants a channel to be like.</summary>
/// <param name="Actions">What one must be allowed to do for it.</param>
public sealed record ChannelUpdate(IReadOnlyList<ChannelAction> Actions, Func<ChannelDocument, ChannelDocument> Apply)
{
    private static readonly string[] Described = [ChannelText.NameField, ChannelText.TopicField, Platform.AvatarUrl.Field];
    private static readonly string[] Owned = [ChannelText.IsPublicField, ChannelText.HistoryField];

    public static ChannelUpdate Parse(JsonInput input)
    {
        input.Only([.. Described, .. Owned]);
        var name = input.Has(ChannelText.NameField) ? ChannelText.Name(input) : null;
        var (topic, avatarUrl) = (ChannelText.Topic(input), AvatarUrl.ReadOrNull(input));
        bool? isPublic = input.Has(ChannelText.IsPublicField) ? input.Flag(ChannelText.IsPublicField) : null;
        var history = ChannelText.History(input);
        var (hasTopic, hasAvatarUrl) = (input.Has(ChannelText.TopicField), input.Has(Platform.AvatarUrl.Field));
        return new ChannelUpdate(
            [
                .. Described.Any(input.Has) ? new[] { ChannelAction.Describe } : [],
                .. Owned.Any(input.Has) ? new[] { ChannelAction.Own } : [],
            ],
            channel => channel with
            {
                Name = name ?? channel.Name,
                Topic = hasTopic ? topic : channel.Topic,
                AvatarUrl = hasAvatarUrl ? avatarUrl : channel.AvatarUrl,
                IsPublic = isPublic ?? channel.IsPublic,
                History = history ?? channel.History,
            });
    }
}

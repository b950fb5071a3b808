using System.Text.Json;
using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;

namespace Chat.Functions.Reading;

/// <summary>Tells how far a user has read: always the user's other devices, and the channel's members where it has few, if the
/// user does not mind and nobody blocks anybody.</summary>
public sealed class ReadReceipts(Readers readers, ReceiptSettings settings, WebPubSubHub hub)
{
    /// <summary>A receipt goes to every member, for every message of every member: only small channels have them.</summary>
    public const int MostMembers = 100;

    public async Task SendAsync(UserChannel channel, CancellationToken cancellationToken)
    {
        var frame = new { Type = "read", channel.ChannelId, channel.UserId, Seq = channel.ReadSeq };
        await hub.SendToUserAsync(channel.UserId, frame, cancellationToken);
        if (await MayTellOthersAsync(channel, cancellationToken))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(frame, ChatJson.Options);
            await hub.SendToGroupAsync(ChannelGroup.Name(channel.ChannelId), json, cancellationToken);
        }
    }

    private async Task<bool> MayTellOthersAsync(UserChannel channel, CancellationToken cancellationToken)
    {
        var finding = readers.FindChannelAsync(channel.ChannelId, cancellationToken);
        var reader = channel.Kind == ChannelKind.Direct
            ? await readers.FindReaderAsync(channel.ChannelId, channel.UserId, cancellationToken)
            : null;
        var wants = await settings.AreOnAsync(channel.UserId, cancellationToken);
        var isSmall = (await finding)?.MemberCount is null or <= MostMembers;
        return wants && isSmall && reader is not { Blocked: true };
    }
}

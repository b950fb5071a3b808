using System.Text.Json;
using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Platform;

namespace Chat.Functions.Reading;

/// <summary>Tells how far a user has read: always the user's other devices, and the channel's members where it has few, if the
/// user does not mind and nobody blocks anybody.</summary>
public sealed class ReadReceipts(ChannelStore channels, ReceiptSettings settings, WebPubSubHub hub)
{
    /// <summary>A receipt goes to every member, for every message of every member: only small channels have them.</summary>
    public const int MostMembers = 100;

    /// <param name="member">The one who has read.</param>
    public async Task SendAsync(MemberDocument member, long seq, CancellationToken cancellationToken)
    {
        var frame = new { Type = "read", member.ChannelId, member.UserId, Seq = seq };
        await hub.SendToUserAsync(member.UserId, frame, cancellationToken);
        if (!member.Blocked && await MayTellOthersAsync(member, cancellationToken))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(frame, ChatJson.Options);
            await hub.SendToGroupAsync(ChannelGroup.Name(member.ChannelId), json, cancellationToken);
        }
    }

    private async Task<bool> MayTellOthersAsync(MemberDocument member, CancellationToken cancellationToken)
    {
        var finding = channels.FindAsync(member.ChannelId, cancellationToken);
        var wants = await settings.AreOnAsync(member.UserId, cancellationToken);
        return (await finding)?.Channel.MemberCount is null or <= MostMembers && wants;
    }
}

namespace Chat.Functions.Channels;

/// <summary>A channel with its first members.</summary>
public sealed record Roster(ChannelDocument Channel, IReadOnlyList<MemberDocument> Members)
{
    public OperationDocument Creation => new(
        Channel.ChannelId, Channel.Version, OperationKind.Create, Channel.CreatedBy, Channel.CreatedAt)
    {
        Members = [.. Members.Select(member => member.UserId)],
    };
}

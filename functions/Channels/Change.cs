namespace Chat.Functions.Channels;

/// <summary>What is stored in one transaction: operations, and all that they change.</summary>
/// <param name="Channel">As it is afterwards.</param>
/// <param name="ActorId">Who does it.</param>
public sealed record Change(ChannelDocument Channel, string ActorId, DateTimeOffset At)
{
    public IReadOnlyList<OperationDocument> Operations { get; init; } = [];

    /// <summary>The members it has changed, as they are afterwards.</summary>
    public IReadOnlyList<MemberDocument> Members { get; init; } = [];

    /// <summary>The invite it has used up once, as it was read.</summary>
    public StoredInvite? Used { get; init; }

    /// <summary>One operation more, about a member.</summary>
    public Change Then(string kind, MemberDocument member)
    {
        var version = Channel.Version + 1;
        var joined = kind switch
        {
            OperationKind.Join => 1,
            OperationKind.Leave => -1,
            _ => 0,
        };
        return this with
        {
            Channel = Channel with { Version = version, MemberCount = Channel.MemberCount + joined },
            Members = [.. Members.Where(other => other.UserId != member.UserId), member with { Version = version }],
            Operations = [.. Operations, Operation(kind, version) with { UserId = member.UserId, Role = RoleIn(kind, member) }],
        };
    }

    /// <summary>One operation more, about the channel itself.</summary>
    public Change Then(string kind, ChannelDocument channel)
    {
        var version = Channel.Version + 1;
        var opensOrCloses = kind is OperationKind.Archive or OperationKind.Unarchive or OperationKind.Delete;
        return this with
        {
            Channel = channel with { Version = version, GateVersion = opensOrCloses ? version : Channel.GateVersion },
            Operations =
            [
                .. Operations, Operation(kind, version) with { Name = channel.Name == Channel.Name ? null : channel.Name },
            ],
        };
    }

    private static MemberRole? RoleIn(string kind, MemberDocument member) =>
        kind is OperationKind.Join or OperationKind.Role ? member.Role : null;

    private OperationDocument Operation(string kind, long version) => new(Channel.ChannelId, version, kind, ActorId, At);
}

using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The difference between two states of a channel: what its document holds for retention stays.</summary>
public static class ChannelPatch
{
    /// <summary>At most ten operations: no change of a channel changes all of it.</summary>
    public static IReadOnlyList<PatchOperation> Between(ChannelDocument before, ChannelDocument after) => new DocumentPatch()
        .With("/name", before.Name, after.Name)
        .With("/topic", before.Topic, after.Topic)
        .With("/avatarUrl", before.AvatarUrl, after.AvatarUrl)
        .WithGiven("/isPublic", before.IsPublic, after.IsPublic)
        .With("/publicName", before.PublicName, after.PublicName)
        .WithGiven("/history", before.History, after.History)
        .With("/archivedAt", before.ArchivedAt, after.ArchivedAt)
        .With("/deletedAt", before.DeletedAt, after.DeletedAt)
        .With("/memberCount", before.MemberCount, after.MemberCount)
        .With("/gateVersion", before.GateVersion, after.GateVersion)
        .With("/version", before.Version, after.Version)
        .Operations;
}

using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The difference between two states of a channel, as the database is told it: what else its document holds, for
/// retention above all, stays.</summary>
public static class ChannelPatch
{
    /// <summary>At most ten operations, which is what one patch may have: no operation changes what all of them do.</summary>
    public static IReadOnlyList<PatchOperation> Between(ChannelDocument before, ChannelDocument after)
    {
        var operations = new List<PatchOperation>();
        Add("/name", before.Name, after.Name);
        Add("/topic", before.Topic, after.Topic);
        Add("/avatarUrl", before.AvatarUrl, after.AvatarUrl);
        Add("/isPublic", Given(before.IsPublic), Given(after.IsPublic));
        Add("/publicName", before.PublicName, after.PublicName);
        Add("/history", Given(before.History), Given(after.History));
        Add("/archivedAt", before.ArchivedAt, after.ArchivedAt);
        Add("/deletedAt", before.DeletedAt, after.DeletedAt);
        Add("/memberCount", before.MemberCount, after.MemberCount);
        Add("/gateVersion", before.GateVersion, after.GateVersion);
        Add("/version", (long?)before.Version, after.Version);
        return operations;

        // The etag it is bound to says that what is removed is there.
        void Add<T>(string path, T? old, T? now)
        {
            if (!EqualityComparer<T>.Default.Equals(old, now))
            {
                operations.Add(now is null ? PatchOperation.Remove(path) : PatchOperation.Set(path, now));
            }
        }

        static T? Given<T>(T value)
            where T : struct => EqualityComparer<T>.Default.Equals(value, default) ? null : value;
    }
}

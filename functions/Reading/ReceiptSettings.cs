using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Reading;

/// <summary>Whether users let others see how far they have read: a setting in their profile, on unless they say otherwise.</summary>
public sealed class ReceiptSettings(ChatDatabase database)
{
    private const string ProfileId = "profile";

    public async Task<bool> AreOnAsync(string userId, CancellationToken cancellationToken) =>
        AreOn(await database.Users.FindAsync<ProfileDocument>(ProfileId, new PartitionKey(userId), cancellationToken));

    /// <summary>Those of the users who have them off.</summary>
    public async Task<IReadOnlySet<string>> FindOffAsync(IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        var items = userIds.Select(userId => (ProfileId, new PartitionKey(userId))).ToList();
        var found = await database.Users.FindManyAsync<ProfileDocument>(items, cancellationToken);
        return found.Where(profile => !AreOn(profile)).Select(profile => profile.UserId).ToHashSet();
    }

    private static bool AreOn(ProfileDocument? profile) => profile?.Settings?.ReadReceipts != false;

    private sealed record ProfileDocument(string UserId, SettingsPart? Settings = null);

    private sealed record SettingsPart(bool? ReadReceipts = null);
}

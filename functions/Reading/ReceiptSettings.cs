using Chat.Functions.Users;

namespace Chat.Functions.Reading;

/// <summary>Whether users let others see how far they have read: a setting in their profile, on unless they say otherwise.</summary>
public sealed class ReceiptSettings(Profiles profiles)
{
    public async Task<bool> AreOnAsync(string userId, CancellationToken cancellationToken) =>
        (await profiles.FindAsync(userId, cancellationToken))?.Settings.ReadReceipts != false;

    /// <summary>Those of the users who have them off.</summary>
    public async Task<IReadOnlySet<string>> FindOffAsync(IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        var found = await profiles.FindManyAsync(userIds, cancellationToken);
        return found.Where(profile => !profile.Settings.ReadReceipts).Select(profile => profile.UserId).ToHashSet();
    }
}

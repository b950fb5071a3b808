using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Users;

/// <summary>The profile documents in container <c>users</c>, and what the directory has of them. Every change, also one that changes
/// nothing, leaves the directory as it should be: so a repeat completes what a crash left undone.</summary>
public sealed class Profiles(ChatDatabase database, UserDirectory directory, TimeProvider time)
{
    public Task<Profile?> FindAsync(string userId, CancellationToken cancellationToken) =>
        database.Users.FindAsync<Profile>(Profile.DocumentId, new PartitionKey(userId), cancellationToken);

    /// <summary>Those of the users who have signed in.</summary>
    public Task<IReadOnlyList<Profile>> FindManyAsync(IEnumerable<string> userIds, CancellationToken cancellationToken) =>
        database.Users.FindManyAsync<Profile>(
            [.. userIds.Select(userId => (Profile.DocumentId, new PartitionKey(userId)))], cancellationToken);

    /// <exception cref="ChatException">Nobody of this id has ever signed in.</exception>
    public async Task<Profile> RequireAsync(string userId, CancellationToken cancellationToken)
    {
        var profile = UserId.IsValid(userId) ? await FindAsync(userId, cancellationToken) : null;
        return profile ?? throw ChatException.NotFound("userId", "There is no such user.");
    }

    /// <summary>Keeps what the token says of its user: two reads, and writes only when it is news.</summary>
    public Task<Profile> SignInAsync(Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(caller, profile => profile, cancellationToken);

    /// <summary>Changes what the caller has set.</summary>
    public Task<Profile> ChangeAsync(Caller caller, Func<Profile, Profile> change, CancellationToken cancellationToken) =>
        ChangeAsync(caller.UserId, profile => change(profile.SignedIn(caller)), cancellationToken);

    /// <summary>Forgets all but the id: the user is called by it, and is not found by a search until the next sign-in.</summary>
    public async Task EraseAsync(string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is not null)
        {
            await ChangeAsync(
                userId,
                profile => Profile.Blank(userId, profile.CreatedAt) with { Version = profile.Version },
                cancellationToken);
        }
    }

    private async Task<Profile> ChangeAsync(string userId, Func<Profile, Profile> change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var profile = await database.Users.ChangeAsync<Profile>(
            Profile.DocumentId,
            new PartitionKey(userId),
            stored =>
            {
                var before = stored ?? Profile.Blank(userId, now);
                // One of an older build does not say when it was made.
                return Profile.Next(before, change(before.CreatedAt == default ? before with { CreatedAt = now } : before));
            },
            cancellationToken);
        await directory.KeepAsync(profile!, cancellationToken);
        return profile!;
    }
}

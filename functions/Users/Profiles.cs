using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Users;

public sealed record Profile(string UserId, string DisplayName);

/// <summary>The profile documents in container <c>users</c>.</summary>
public sealed class Profiles(ChatDatabase database)
{
    private const string DocumentId = "profile";

    public Task<Profile?> FindAsync(string userId, CancellationToken cancellationToken) =>
        database.Users.FindAsync<Profile>(DocumentId, new PartitionKey(userId), cancellationToken);

    /// <summary>Keeps what the token says of its user: one read, and a write only when it is news.</summary>
    public async Task RememberAsync(Caller caller, CancellationToken cancellationToken)
    {
        var profile = new Profile(caller.UserId, caller.DisplayName);
        if (await FindAsync(caller.UserId, cancellationToken) != profile)
        {
            var document = new { Id = DocumentId, Type = "profile", profile.UserId, profile.DisplayName };
            await database.Users.UpsertItemAsync(document, new PartitionKey(caller.UserId), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Forgets the name: the user is called by the id, as one whose token has none.</summary>
    public async Task EraseAsync(string userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is not null)
        {
            await RememberAsync(new Caller(userId, userId), cancellationToken);
        }
    }
}

using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Users;

/// <summary>Some of those a search finds.</summary>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
public sealed record DirectoryPage(IReadOnlyList<DirectoryEntry> Entries, SearchPlace? Next);

/// <summary>Container <c>directory</c>: who there is.</summary>
public sealed class UserDirectory(ChatDatabase database)
{
    private static readonly PartitionKey Key = new(DirectoryEntry.AllUsers);

    /// <summary>Makes the entry what the profile says: one read, and a write only when it is news.</summary>
    public Task KeepAsync(Profile profile, CancellationToken cancellationToken) => database.Directory.ChangeAsync<DirectoryEntry>(
        profile.UserId,
        Key,
        stored => stored is not null && stored.Version >= profile.Version ? stored : DirectoryEntry.Of(profile),
        cancellationToken);

    /// <summary>Those whose name begins so, by name, and then those whose id does, by id: one query or two, however many
    /// there are. Who was found by name is left out among the ids, so a page may have fewer than it could.</summary>
    public async Task<DirectoryPage> SearchAsync(string prefix, SearchPlace from, int limit, CancellationToken cancellationToken)
    {
        var found = new List<DirectoryEntry>();
        if (!from.IsAmongIds)
        {
            found = await QueryAsync("searchName", prefix, from.After, limit + 1, cancellationToken);
            if (found.Count > limit)
            {
                found.RemoveAt(limit);
                return new DirectoryPage(found, new SearchPlace(false, found[^1].SearchName!));
            }

            from = SearchPlace.FirstId;
        }

        var room = limit - found.Count;
        var byId = await QueryAsync("searchId", prefix, from.After, room + 1, cancellationToken);
        var seen = byId.Take(room).ToList();
        found.AddRange(seen.Where(entry => !entry.SearchName!.StartsWith(prefix, StringComparison.Ordinal)));
        var end = seen is [.., var last] ? last.SearchId! : from.After;
        return new DirectoryPage(found, byId.Count > room ? new SearchPlace(true, end) : null);
    }

    private Task<List<DirectoryEntry>> QueryAsync(
        string path, string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                $"SELECT TOP @limit * FROM c WHERE c.scope = @scope AND STARTSWITH(c.{path}, @prefix) AND c.{path} > @after ORDER BY c.{path}")
            .WithParameter("@limit", limit)
            .WithParameter("@scope", DirectoryEntry.AllUsers)
            .WithParameter("@prefix", prefix)
            .WithParameter("@after", after);
        return database.Directory.QueryAsync<DirectoryEntry>(query, Key, cancellationToken);
    }
}

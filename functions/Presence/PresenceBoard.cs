using System.Runtime.CompilerServices;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Presence;

/// <summary>A user somebody must look at.</summary>
public sealed record DuePresence(string UserId, IReadOnlyList<LiveConnection> Connections);

/// <summary>The presence documents in container <c>users</c>.</summary>
public sealed class PresenceBoard(ChatDatabase database)
{
    private readonly Container _container = database.Users;

    /// <summary>Makes of a user's presence what a rule says, on what it has become meanwhile; the rule may be asked again.</summary>
    /// <returns>What is stored, whether that is new, and the rule's step.</returns>
    public async Task<(Stored<PresenceDocument>? Stored, bool Changed, PresenceStep Step)> ChangeAsync(
        string userId, Func<PresenceDocument, PresenceStep> rule, CancellationToken cancellationToken)
    {
        var (step, changed) = (new PresenceStep(new PresenceDocument(userId)), false);
        var stored = await _container.ChangeStoredAsync<PresenceDocument>(
            PresenceDocument.DocumentId,
            new PartitionKey(userId),
            found =>
            {
                var before = found ?? new PresenceDocument(userId);
                step = rule(before);
                changed = !ReferenceEquals(step.Document, before);
                return changed ? step.Document : found;
            },
            cancellationToken);
        return (stored, changed, step);
    }

    public Task<PresenceDocument?> FindAsync(string userId, CancellationToken cancellationToken) =>
        _container.FindAsync<PresenceDocument>(PresenceDocument.DocumentId, new PartitionKey(userId), cancellationToken);

    /// <summary>As others see the users, in one request; who has never been connected is offline.</summary>
    public async Task<IReadOnlyList<ShownPresence>> FindShownAsync(
        IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        var found = await _container.FindManyAsync<PresenceDocument>(
            [.. userIds.Select(userId => (PresenceDocument.DocumentId, new PartitionKey(userId)))], cancellationToken);
        var shown = found.ToDictionary(document => document.UserId, document => document.Shown);
        return [.. userIds.Select(userId => shown.GetValueOrDefault(userId) ?? new ShownPresence(userId))];
    }

    /// <summary>Who is due, the longest waiting first: an index finds them, whatever the number of users that are online.</summary>
    public async IAsyncEnumerable<DuePresence> FindDueAsync(
        DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.userId, c.connections FROM c WHERE c.dueAt <= @now ORDER BY c.dueAt").WithParameter("@now", now);
        using var pages = _container.GetItemQueryIterator<DuePresence>(query);
        while (pages.HasMoreResults)
        {
            foreach (var due in await pages.ReadNextAsync(cancellationToken))
            {
                yield return due;
            }
        }
    }

    /// <summary>Stores what has been completed, unless somebody has changed more meanwhile.</summary>
    public Task TrySettleAsync(Stored<PresenceDocument> before, PresenceDocument after, CancellationToken cancellationToken) =>
        _container.TryPatchAsync(
            PresenceDocument.DocumentId,
            new PartitionKey(before.Value.UserId),
            new DocumentPatch()
                .With("/untold", before.Value.Untold, after.Untold).With("/dueAt", before.Value.DueAt, after.DueAt).Operations,
            new PatchItemRequestOptions { IfMatchEtag = before.ETag },
            cancellationToken);
}

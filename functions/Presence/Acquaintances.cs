using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Presence;

/// <summary>Whose presence a user may see: of contacts, and of those with whom there is a 1-on-1 channel, unless one of the two
/// blocks the other. All of it is in the user's own partition of container <c>users</c>.</summary>
public sealed class Acquaintances(ChatDatabase database)
{
    /// <summary>Those who became contacts last, newest first.</summary>
    public Task<List<string>> ListContactsAsync(string userId, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit VALUE c.otherId FROM c WHERE c.userId = @userId AND c.type = @type AND c.state = 'accepted' "
                    + "ORDER BY c.since DESC")
            .WithParameter("@limit", limit);
        return QueryAsync(query, userId, cancellationToken);
    }

    /// <summary>Those who were, or asked to be, and are no contacts, at most <paramref name="limit"/>.</summary>
    public Task<List<string>> ListOthersAsync(string userId, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit VALUE c.otherId FROM c WHERE c.userId = @userId AND c.type = @type "
                    + "AND (NOT IS_DEFINED(c.state) OR c.state != 'accepted')")
            .WithParameter("@limit", limit);
        return QueryAsync(query, userId, cancellationToken);
    }

    /// <summary>Those of the others who block the user or are blocked.</summary>
    public async Task<IReadOnlySet<string>> FindBlockedAsync(
        string userId, IReadOnlyCollection<string> otherIds, CancellationToken cancellationToken)
    {
        if (otherIds.Count == 0)
        {
            return new HashSet<string>();
        }

        var query = new QueryDefinition(
                "SELECT VALUE c.otherId FROM c WHERE c.userId = @userId AND c.type = @type AND ARRAY_CONTAINS(@others, c.otherId) "
                    + "AND (IS_DEFINED(c.mine.blockedAt) OR IS_DEFINED(c.theirs.blockedAt))")
            .WithParameter("@others", otherIds);
        return (await QueryAsync(query, userId, cancellationToken)).ToHashSet();
    }

    /// <summary>Those of the others whose presence the user may see.</summary>
    public async Task<IReadOnlySet<string>> FindVisibleAsync(
        string userId, IReadOnlyCollection<string> otherIds, CancellationToken cancellationToken)
    {
        var key = new PartitionKey(userId);
        var ids = otherIds.Select(Contact.IdOf).Concat(otherIds.Select(otherId => DirectIdOf(userId, otherId)));
        var found = await database.Users.FindManyAsync<Tie>([.. ids.Select(id => (id, key))], cancellationToken);
        var ties = found.ToDictionary(tie => tie.Id);
        return otherIds.Where(IsVisible).ToHashSet();

        bool IsVisible(string otherId)
        {
            var contact = ties.GetValueOrDefault(Contact.IdOf(otherId))?.ToContact(userId, otherId);
            return contact?.IsBlocked != true
                && (contact?.State == ContactState.Accepted
                    || ties.GetValueOrDefault(DirectIdOf(userId, otherId))?.Type == MyChannels.DocumentType);
        }
    }

    private static string DirectIdOf(string userId, string otherId) => MyChannels.IdOf(ChannelId.OfDirect(userId, otherId));

    private Task<List<string>> QueryAsync(QueryDefinition query, string userId, CancellationToken cancellationToken) =>
        database.Users.QueryAsync<string>(
            query.WithParameter("@userId", userId).WithParameter("@type", Contact.DocumentType),
            new PartitionKey(userId),
            cancellationToken);

    /// <summary>What joins two users: a contact, or the user's document of their channel.</summary>
    private sealed record Tie(string Id, string Type, ContactSide? Mine, ContactSide? Theirs)
    {
        public Contact ToContact(string userId, string otherId) =>
            new(userId, otherId, Mine ?? new ContactSide(), Theirs ?? new ContactSide());
    }
}

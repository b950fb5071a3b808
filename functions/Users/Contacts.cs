using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Users;

/// <summary>The contact documents in container <c>users</c>: two for each pair, in two partitions, so no transaction holds them
/// together. Each decides one side and copies the other; a repeat by either user completes what a crash left undone.</summary>
public sealed class Contacts(ChatDatabase database)
{
    /// <summary>Changes what a user wants of another: first where that is decided, then the copy.</summary>
    /// <param name="change">The user's side made of it and the other's; what is equal changes nothing.</param>
    /// <returns>What they are to one another afterwards, as the user sees it.</returns>
    public async Task<Contact> ChangeAsync(
        string userId, string otherId, Func<ContactSide, ContactSide, ContactSide> change, CancellationToken cancellationToken)
    {
        // The copy may lag behind, if the other's request has died.
        var read = await database.Users.FindAsync<Contact>(Contact.IdOf(userId), new PartitionKey(otherId), cancellationToken);
        var theirs = read?.Mine ?? new ContactSide();
        var own = await WriteAsync(userId, otherId, contact => Changed(contact.Hearing(theirs)), cancellationToken);
        var others = await WriteAsync(otherId, userId, contact => contact.Hearing(own.Mine), cancellationToken);
        // Both at once: of the two, who comes here later sees what the other has just decided.
        return others.Mine.Version > own.Theirs.Version
            ? await WriteAsync(userId, otherId, contact => contact.Hearing(others.Mine), cancellationToken)
            : own;

        Contact Changed(Contact contact) => contact with { Mine = change(contact.Mine, contact.Theirs) };
    }

    /// <summary>A user's contacts by user id, and whether there are more.</summary>
    public async Task<(IReadOnlyList<ContactAnswer> Contacts, bool More)> ListAsync(
        string userId, string after, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit c.otherId AS userId, c.state, c.since FROM c WHERE c.userId = @userId AND c.type = @type "
                    + "AND IS_DEFINED(c.state) AND c.otherId > @after ORDER BY c.otherId")
            .WithParameter("@limit", limit + 1)
            .WithParameter("@userId", userId)
            .WithParameter("@type", Contact.DocumentType)
            .WithParameter("@after", after);
        var contacts = await database.Users.QueryAsync<ContactAnswer>(query, new PartitionKey(userId), cancellationToken);
        return ([.. contacts.Take(limit)], contacts.Count > limit);
    }

    private async Task<Contact> WriteAsync(
        string userId, string otherId, Func<Contact, Contact> change, CancellationToken cancellationToken)
    {
        var none = Contact.None(userId, otherId);
        var contact = await database.Users.ChangeAsync<Contact>(
            Contact.IdOf(otherId),
            new PartitionKey(userId),
            // Who is nothing to a user, and stays so, needs no document.
            stored => change(stored ?? none) is var changed && changed == none ? stored : changed,
            cancellationToken);
        return contact ?? none;
    }
}

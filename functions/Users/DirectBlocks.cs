using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Users;

/// <summary>What blocks do to 1-on-1 channels, in container <c>channels</c>. Both member documents say whether the channel is
/// blocked, so that a send needs to read no more than its sender's.</summary>
public sealed class DirectBlocks(ChatDatabase database)
{
    private const int MostTries = 16;

    /// <summary>Makes the channel what a user's side of a contact says. Again changes nothing.</summary>
    public async Task ApplyAsync(Contact contact, CancellationToken cancellationToken)
    {
        var (channelId, side) = (ChannelId.OfDirect(contact.UserId, contact.OtherId), contact.Mine);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await FindAsync(channelId, cancellationToken);
            var before = stored?.Value ?? new BlocksDocument(channelId, HasChannel: false, []);
            if (before.LastChangeOf(contact.UserId) >= side.BlockChanges)
            {
                return;
            }

            var after = before with
            {
                HasChannel = before.HasChannel || await HasChannelAsync(channelId, cancellationToken),
                Blocks = before.Blocks.SetItem(contact.UserId, new Block(side.BlockChanges, side.BlockedAt is not null)),
            };
            if (await TryStoreAsync(after, stored?.ETag, [contact.UserId, contact.OtherId], cancellationToken))
            {
                return;
            }
        }

        throw ContainerWrites.TooManyAtOnce();
    }

    /// <summary>Has a 1-on-1 channel created in one transaction with the note that it exists and nobody blocks.</summary>
    /// <param name="tryCreate">Creates it, with what it is given in the same transaction; false when something was there already.</param>
    /// <returns>Whether it was created; else it exists.</returns>
    /// <exception cref="ChatException">One of the two blocks the other; which, is not told.</exception>
    public async Task<bool> CreateAsync(
        string channelId, Func<Action<TransactionalBatch>, Task<bool>> tryCreate, CancellationToken cancellationToken)
    {
        string? triedOn = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await FindAsync(channelId, cancellationToken);
            if (stored is { Value.IsBlocked: true })
            {
                throw ChatException.Forbidden("members", "You cannot write to this user.");
            }

            // An older build creates a channel without saying so here: then it was not this document that stood in the way.
            if (stored is { Value.HasChannel: true } || (tries > 0 && stored?.ETag == triedOn))
            {
                return false;
            }

            var after = (stored?.Value ?? new BlocksDocument(channelId, false, [])) with { HasChannel = true };
            if (await tryCreate(batch => Store(batch, after, stored?.ETag)))
            {
                return true;
            }

            triedOn = stored?.ETag;
        }

        throw ContainerWrites.TooManyAtOnce();
    }

    private Task<Stored<BlocksDocument>?> FindAsync(string channelId, CancellationToken cancellationToken) =>
        database.Channels.FindStoredAsync<BlocksDocument>(
            BlocksDocument.DocumentId, new PartitionKey(channelId), cancellationToken);

    private async Task<bool> HasChannelAsync(string channelId, CancellationToken cancellationToken) =>
        await database.Channels.FindAsync<ChannelDocument>(
            ChannelDocument.DocumentId, new PartitionKey(channelId), cancellationToken) is not null;

    private async Task<bool> TryStoreAsync(
        BlocksDocument document, string? etag, string[] members, CancellationToken cancellationToken)
    {
        var batch = database.Channels.CreateTransactionalBatch(new PartitionKey(document.ChannelId));
        Store(batch, document, etag);
        foreach (var member in document.HasChannel ? members : [])
        {
            batch.PatchItem(MemberDocument.IdOf(member), [PatchOperation.Set("/blocked", document.IsBlocked)]);
        }

        return await batch.TryExecuteAsync(cancellationToken);
    }

    /// <summary>Only if nobody else has written it meanwhile: else the whole batch fails.</summary>
    private static void Store(TransactionalBatch batch, BlocksDocument document, string? etag)
    {
        if (etag is null)
        {
            batch.CreateItem(document);
        }
        else
        {
            batch.ReplaceItem(document.Id, document, new TransactionalBatchItemRequestOptions { IfMatchEtag = etag });
        }
    }
}

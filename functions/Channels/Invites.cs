using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The invite documents in container <c>channels</c>.</summary>
public sealed class Invites(ChatDatabase database)
{
    private readonly Container _container = database.Channels;

    /// <summary>Stores the invite, unless the same one was made before.</summary>
    /// <returns>The one that is stored.</returns>
    public async Task<InviteDocument> KeepAsync(InviteDocument invite, CancellationToken cancellationToken)
    {
        var key = new PartitionKey(invite.ChannelId);
        while (!await _container.TryCreateAsync(invite, key, cancellationToken))
        {
            if (await _container.FindAsync<InviteDocument>(invite.Id, key, cancellationToken) is { } stored)
            {
                return stored;
            }
        }

        return invite;
    }

    /// <summary>Those that admit somebody still, the ones that last longest first.</summary>
    public Task<List<InviteDocument>> ListAsync(string channelId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit * FROM c WHERE c.channelId = @channelId AND c.type = @type AND c.expiresAt > @now "
                    + "AND (NOT IS_DEFINED(c.usesLeft) OR c.usesLeft > 0) ORDER BY c.expiresAt DESC")
            .WithParameter("@limit", ChatLimits.PageItems)
            .WithParameter("@channelId", channelId)
            .WithParameter("@type", InviteDocument.DocumentType)
            .WithParameter("@now", now);
        return _container.QueryAsync<InviteDocument>(query, new PartitionKey(channelId), cancellationToken);
    }

    /// <summary>Takes an invite back; one that is not there is no failure.</summary>
    public async Task RemoveAsync(InviteToken token, CancellationToken cancellationToken)
    {
        using var response = await _container.DeleteItemStreamAsync(
            InviteDocument.IdOf(token.InviteId), new PartitionKey(token.ChannelId), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }
}

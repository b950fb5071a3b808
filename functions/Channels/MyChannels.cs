using System.Net;
using Chat.Functions.Platform;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>Each user's channels, in container <c>users</c>: made from the memberships, for finding them by user.</summary>
public sealed class MyChannels(ChatDatabase database)
{
    private const string DocumentType = "membership";

    /// <summary>The channels joined last, newest first, at most <see cref="ChatLimits.ListedChannels"/>.</summary>
    public Task<List<Channel>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit * FROM c WHERE c.userId = @userId AND c.type = @type ORDER BY c.joinedAt DESC")
            .WithParameter("@limit", ChatLimits.ListedChannels)
            .WithParameter("@userId", userId)
            .WithParameter("@type", DocumentType);
        return database.Users.QueryAsync<Channel>(query, new PartitionKey(userId), cancellationToken);
    }

    /// <summary>Adds a channel to its member's list; again changes nothing.</summary>
    public async Task AddAsync(string userId, Channel channel, CancellationToken cancellationToken)
    {
        var document = new
        {
            Id = "channel:" + channel.ChannelId,
            Type = DocumentType,
            UserId = userId,
            channel.ChannelId,
            channel.Kind,
            channel.Name,
            channel.PeerId,
            channel.JoinedAt,
        };
        try
        {
            await database.Users.CreateItemAsync(document, new PartitionKey(userId), cancellationToken: cancellationToken);
        }
        catch (CosmosException error) when (error.StatusCode == HttpStatusCode.Conflict)
        {
            // It is there, and may hold by now what its user changed.
        }
    }
}

using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Channels;

/// <summary>The channels that anyone may find: by an index over all of container <c>channels</c> that holds only these.</summary>
public sealed class PublicChannels(ChatDatabase database)
{
    /// <summary>By name, from after a place in the list.</summary>
    /// <param name="prefix">What the name begins with, whatever its case.</param>
    /// <param name="after">A <see cref="PublicName"/>, or empty for the first ones.</param>
    public async Task<List<ChannelDocument>> FindAsync(
        string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT TOP @limit * FROM c WHERE STARTSWITH(c.publicName, @prefix) AND c.publicName > @after ORDER BY c.publicName")
            .WithParameter("@limit", limit)
            .WithParameter("@prefix", SearchText.Of(prefix))
            .WithParameter("@after", after);
        using var pages = database.Channels.GetItemQueryIterator<ChannelDocument>(query);
        var found = new List<ChannelDocument>();
        while (pages.HasMoreResults)
        {
            found.AddRange(await pages.ReadNextAsync(cancellationToken));
        }

        return found;
    }
}

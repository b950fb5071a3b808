using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Retention;

internal static class Documents
{
    /// <summary>Every document of a container, as it is stored.</summary>
    public static async Task<List<string>> AllAsync(Container container)
    {
        using var pages = container.GetItemQueryIterator<JsonElement>("SELECT * FROM c");
        var documents = new List<string>();
        while (pages.HasMoreResults)
        {
            documents.AddRange((await pages.ReadNextAsync()).Select(document => document.GetRawText()));
        }

        return documents;
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Platform;

/// <summary>Changes of documents that others may change at the same time.</summary>
public static class ContainerWrites
{
    /// <summary>Of those who compete one always gets through, so this many others would have to come at once.</summary>
    private const int MostTries = 16;

    private const int RetryAfterMs = 1_000;

    /// <summary>Makes a change on what the document has become meanwhile, or not at all.</summary>
    /// <param name="change">Makes of what is stored, or null, what is to be; it may be asked again. What is equal to what is stored,
    /// or null where nothing is, writes nothing.</param>
    /// <returns>What is now stored.</returns>
    public static async Task<T?> ChangeAsync<T>(
        this Container container, string id, PartitionKey key, Func<T?, T?> change, CancellationToken cancellationToken)
        where T : class
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await container.FindStoredAsync<T>(id, key, cancellationToken);
            var changed = change(stored?.Value);
            if (changed is null || changed.Equals(stored?.Value)
                || await container.TryWriteAsync(id, key, changed, stored?.ETag, cancellationToken))
            {
                return changed;
            }
        }

        throw TooManyAtOnce();
    }

    /// <summary>For who has lost too often against others.</summary>
    public static ChatException TooManyAtOnce() => ChatException.Overloaded("Too many changes of this at once.", RetryAfterMs);

    private static async Task<bool> TryWriteAsync<T>(
        this Container container, string id, PartitionKey key, T document, string? etag, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document, ChatJson.Options), writable: false);
        using var response = etag is null
            ? await container.CreateItemStreamAsync(json, key, cancellationToken: cancellationToken)
            : await container.ReplaceItemStreamAsync(
                json, id, key, new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }
}

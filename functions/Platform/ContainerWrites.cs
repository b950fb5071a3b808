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
        where T : class => (await container.ChangeStoredAsync(id, key, change, cancellationToken))?.Value;

    /// <summary>The same, for who is to change it once more.</summary>
    public static async Task<Stored<T>?> ChangeStoredAsync<T>(
        this Container container, string id, PartitionKey key, Func<T?, T?> change, CancellationToken cancellationToken)
        where T : class
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await container.FindStoredAsync<T>(id, key, cancellationToken);
            var changed = change(stored?.Value);
            if (changed is null || changed.Equals(stored?.Value))
            {
                return stored;
            }

            if (await container.TryWriteAsync(id, key, changed, stored?.ETag, cancellationToken) is { } etag)
            {
                return new Stored<T>(changed, etag);
            }
        }

        throw TooManyAtOnce();
    }

    /// <summary>Creates a document.</summary>
    /// <returns>Whether there was none of its id.</returns>
    public static async Task<bool> TryCreateAsync<T>(
        this Container container, T document, PartitionKey key, CancellationToken cancellationToken) =>
        await container.TryWriteAsync("", key, document, null, cancellationToken) is not null;

    /// <summary>Patches a document, under the etag or the condition that the options hold.</summary>
    /// <returns>OK, or <c>PreconditionFailed</c> or <c>NotFound</c>, when nothing was done.</returns>
    public static async Task<HttpStatusCode> TryPatchAsync(
        this Container container,
        string id,
        PartitionKey key,
        IReadOnlyList<PatchOperation> operations,
        PatchItemRequestOptions options,
        CancellationToken cancellationToken)
    {
        using var response = await container.PatchItemStreamAsync(id, key, operations, options, cancellationToken);
        return response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
            ? response.StatusCode
            : response.EnsureSuccessStatusCode().StatusCode;
    }

    /// <summary>Executes a batch whose operations others may have made impossible.</summary>
    /// <returns>Whether it was done: not when something was there that it creates, or was changed or gone that it changes.</returns>
    public static async Task<bool> TryExecuteAsync(this TransactionalBatch batch, CancellationToken cancellationToken)
    {
        using var response = await batch.ExecuteAsync(cancellationToken);
        var failed = FailedOperation.Of(response);
        if (failed is not (null or { Status: HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound }))
        {
            failed.Throw();
        }

        return failed is null;
    }

    /// <summary>For who has lost too often against others.</summary>
    public static ChatException TooManyAtOnce() => ChatException.Overloaded("Too many changes of this at once.", RetryAfterMs);

    /// <param name="etag">Of what is replaced; null to create it.</param>
    /// <returns>The new etag; null when others were first.</returns>
    private static async Task<string?> TryWriteAsync<T>(
        this Container container, string id, PartitionKey key, T document, string? etag, CancellationToken cancellationToken)
    {
        using var json = Json(document);
        using var response = etag is null
            ? await container.CreateItemStreamAsync(json, key, cancellationToken: cancellationToken)
            : await container.ReplaceItemStreamAsync(
                json, id, key, new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        var isOvertaken = etag is null
            ? response.StatusCode == HttpStatusCode.Conflict
            : response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound;
        return isOvertaken ? null : response.EnsureSuccessStatusCode().Headers.ETag;
    }

    private static MemoryStream Json<T>(T document) =>
        new(JsonSerializer.SerializeToUtf8Bytes(document, ChatJson.Options), writable: false);
}

namespace Chat.Local.Cosmos.Items;

/// <summary>What a request, or one operation of a batch, asks of one item. The numbers are those of the batch
/// format.</summary>
internal enum ItemVerb
{
    Create = 0,
    Patch = 1,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <param name="Epk">The place of the request's partition key on the ring.</param>
/// <param name="Id">The item's id; null for create and upsert, whose id is in the body.</param>
internal sealed record ItemCommand(
    ItemVerb Verb, string Epk, string? Id, ReadOnlyMemory<byte> Body, string? IfMatch = null,
    string? IfNoneMatch = null, bool MinimalReturn = false);

internal sealed record ItemResult(int Status, string? ETag, byte[]? Body, double Charge, int SubStatus = 0);

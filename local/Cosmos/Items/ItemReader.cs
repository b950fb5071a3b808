using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Items;

/// <summary>Point reads and the conditions that requests carry.</summary>
internal static class ItemReader
{
    public static ItemResult Read(ItemTable table, ItemCommand command)
    {
        var item = table.Find(command.Epk, command.Id!) ?? throw CosmosError.ItemNotFound();
        return command.IfNoneMatch == item.ETag
            ? new ItemResult(304, item.ETag, null, RequestCharge.Miss)
            : new ItemResult(200, item.ETag, item.Document, RequestCharge.OfRead(item.Document.Length));
    }

    public static void CheckIfMatch(StoredItem item, string? ifMatch)
    {
        if (ifMatch is not (null or "*") && ifMatch != item.ETag)
        {
            throw CosmosError.PreconditionFailed(
                "Operation cannot be performed because one of the specified precondition is not met.");
        }
    }
}

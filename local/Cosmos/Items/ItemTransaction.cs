using System.Text.Json;
using Chat.Local.Cosmos.Patch;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Items;

/// <summary>Item operations inside one transaction, which has one lsn however many items it changes.</summary>
internal sealed class ItemTransaction(ItemTable table)
{
    // Rows are lsn and index in one number, so they rise with time and are never used twice.
    private const int RowsPerTransaction = 256;

    private readonly long _lsn = table.Advance();
    private int _index;

    public ItemResult Run(ItemCommand command) => command.Verb switch
    {
        ItemVerb.Create => Create(command),
        ItemVerb.Upsert => Upsert(command),
        ItemVerb.Read => ItemReader.Read(table, command),
        ItemVerb.Replace => Replace(command),
        ItemVerb.Delete => Delete(command),
        ItemVerb.Patch => Patch(command),
        _ => throw CosmosError.NotImplemented($"The batch operation {command.Verb} is not supported."),
    };

    private ItemResult Create(ItemCommand command)
    {
        var body = ItemDocument.Parse(command.Body);
        return Insert(command, ItemId.Check(body), body, 201);
    }

    private ItemResult Upsert(ItemCommand command)
    {
        var body = ItemDocument.Parse(command.Body);
        var id = ItemId.Check(body);
        return table.Find(command.Epk, id) is { } existing
            ? Update(command, id, existing, body)
            : Insert(command, id, body, 201);
    }

    private ItemResult Replace(ItemCommand command)
    {
        var body = ItemDocument.Parse(command.Body);
        return Update(command, ItemId.Check(body), Existing(command), body);
    }

    private ItemResult Patch(ItemCommand command)
    {
        var existing = Existing(command);
        ItemReader.CheckIfMatch(existing, command.IfMatch);
        var body = PatchRequest.Parse(command.Body).Apply(existing.Document);
        if (ItemId.Check(body) != command.Id)
        {
            throw CosmosError.BadRequest("A patch cannot change the id of an item.");
        }

        return Update(command, command.Id, existing, body);
    }

    private ItemResult Delete(ItemCommand command)
    {
        var existing = Existing(command);
        ItemReader.CheckIfMatch(existing, command.IfMatch);
        table.Delete(existing);
        return new ItemResult(204, null, null, RequestCharge.OfDelete(existing.Document.Length));
    }

    private StoredItem Existing(ItemCommand command) =>
        table.Find(command.Epk, command.Id!) ?? throw CosmosError.ItemNotFound();

    private ItemResult Insert(ItemCommand command, string id, JsonElement body, int status)
    {
        CheckKey(command, body);
        var stored = Compose((_lsn * RowsPerTransaction) + _index, body);
        table.Insert(command.Epk, id, stored, _lsn, table.Container.ExpiryOf(body, table.NowSeconds));
        return Written(status, stored, body);
    }

    private ItemResult Update(ItemCommand command, string id, StoredItem existing, JsonElement body)
    {
        ItemReader.CheckIfMatch(existing, command.IfMatch);
        CheckKey(command, body);
        var stored = Compose(existing.Row, body);
        table.Update(id, stored, _lsn, table.Container.ExpiryOf(body, table.NowSeconds));
        return Written(200, stored, body);
    }

    private StoredItem Compose(long row, JsonElement body)
    {
        var etag = $"\"{_lsn:x8}-{_index++:x4}\"";
        return new StoredItem(row, ItemDocument.Compose(table.Container, body, row, etag, table.NowSeconds), etag);
    }

    private ItemResult Written(int status, StoredItem stored, JsonElement body) => new(
        status, stored.ETag, stored.Document,
        RequestCharge.OfWrite(table.Container, body, stored.Document.Length));

    private void CheckKey(ItemCommand command, JsonElement body)
    {
        if (table.Container.KeyOf(body) != command.Epk)
        {
            throw CosmosError.BadRequest(
                "PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
        }
    }
}

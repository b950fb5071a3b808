namespace Chat.Local.Cosmos.Storage;

/// <summary>An item as it stands in its table: the document is the service's answer, byte for byte.</summary>
internal sealed record StoredItem(long Row, byte[] Document, string ETag);

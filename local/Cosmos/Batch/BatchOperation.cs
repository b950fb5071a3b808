using Chat.Local.Cosmos.Items;

namespace Chat.Local.Cosmos.Batch;

/// <summary>One operation of a batch, as its HybridRow has it.</summary>
/// <param name="PartitionKey">Only in bulk requests, where each operation has its own.</param>
internal sealed record BatchOperation(
    ItemVerb Verb, string? PartitionKey, string? Id, ReadOnlyMemory<byte> Body, string? IfMatch, string? IfNoneMatch,
    bool MinimalReturn)
{
    public const int Schema = 0x7FE15470;
    public const int ItemResource = 2;

    public static BatchOperation Read(ReadOnlyMemory<byte> row)
    {
        RecordIo.CheckHeader(row.Span, Schema, 6);
        var reader = new RowReader(row[5..]);
        var presence = reader.Byte();
        bool Has(int bit) => (presence & (1 << bit)) != 0;

        var verb = Has(0) ? reader.Int32() : throw RecordIo.Malformed("an operation has no type");
        if (Has(1) && reader.Int32() != ItemResource)
        {
            throw CosmosError.BadRequest("A batch holds operations on items only.");
        }

        var key = Has(2) ? reader.Text() : null;
        _ = Has(3) ? reader.Binary() : default;
        var id = Has(4) ? reader.Text() : null;
        _ = Has(5) ? reader.Binary() : default;
        var body = Has(6) ? reader.Binary() : default;
        var operation = new BatchOperation((ItemVerb)verb, key, id, body, null, null, false);
        while (!reader.AtEnd)
        {
            operation = operation.With(reader.Byte(), ref reader);
        }

        return operation;
    }

    // Fields outside the schema's fixed part: type, path token, value. Unknown ones are read past.
    private BatchOperation With(byte type, ref RowReader reader)
    {
        const byte no = 0x02, yes = 0x03, int32 = 0x07, float64 = 0x10, utf8 = 0x14;
        var path = reader.VarUInt();
        switch (type)
        {
            case yes: return path == 12 ? this with { MinimalReturn = true } : this;
            case no: return this;
            case int32: reader.Int32(); return this;
            case float64: reader.Float64(); return this;
            case utf8:
                var text = reader.Text();
                return path switch
                {
                    9 => this with { IfMatch = text },
                    10 => this with { IfNoneMatch = text },
                    _ => this,
                };
            default: throw RecordIo.Malformed($"a field of the unknown type 0x{type:X2}");
        }
    }
}

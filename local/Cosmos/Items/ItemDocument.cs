using System.Text.Json;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Items;

/// <summary>Turns what a caller sent into what is stored: the caller's properties, then the system's.</summary>
internal static class ItemDocument
{
    public const int MaximumBytes = 2 * 1024 * 1024;

    private static readonly string[] SystemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts", "_lsn"];

    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaximumBytes)
        {
            throw CosmosError.TooLarge("The item is larger than 2 MB.");
        }

        return Json.ParseBody(body);
    }

    public static byte[] Compose(Container container, JsonElement body, long row, string etag, long nowSeconds)
    {
        var rid = ResourceId.OfItem(container.Entry.Database, container.Entry.Number, row);
        return Json.Write(writer =>
        {
            writer.WriteStartObject();
            var own = body.EnumerateObject().Where(property => !SystemProperties.Contains(property.Name));
            foreach (var property in own)
            {
                property.WriteTo(writer);
            }

            writer.WriteString("_rid", rid);
            writer.WriteString("_self", $"{container.SelfLink}docs/{rid}/");
            writer.WriteString("_etag", etag);
            writer.WriteString("_attachments", "attachments/");
            writer.WriteNumber("_ts", nowSeconds);
            writer.WriteEndObject();
        });
    }
}

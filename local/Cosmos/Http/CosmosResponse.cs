using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Cosmos.Http;

/// <summary>An answer of the protocol.</summary>
internal sealed record CosmosResponse(int Status, byte[]? Body = null)
{
    public string ContentType { get; init; } = "application/json";

    public string? ETag { get; init; }

    public int SubStatus { get; init; }

    public double Charge { get; init; }

    public long? Lsn { get; init; }

    public int? ItemCount { get; init; }

    /// <summary>How many operations a batch had.</summary>
    public int Batched { get; init; }

    public string? Continuation { get; init; }

    /// <summary>A list in the service's envelope.</summary>
    /// <param name="items">The inside of the JSON array.</param>
    public static CosmosResponse Feed(string rid, string name, byte[] items, int count) => new(
        200,
        Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("_rid", rid);
            writer.WriteStartArray(name);
            // Written raw: the items are JSON already, and may be 4 MB of it.
            if (items.Length > 0)
            {
                writer.WriteRawValue(items, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteNumber("_count", count);
            writer.WriteEndObject();
        }));

    public static CosmosResponse Of(CosmosError error) => new(
        error.Status,
        Json.Write(writer => JsonSerializer.Serialize(writer, new Dictionary<string, string>
        {
            ["code"] = error.Code,
            ["message"] = error.Message,
        })))
    {
        SubStatus = error.SubStatus,
        Charge = Items.RequestCharge.Miss,
    };

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        var headers = response.Headers;
        headers[Headers.ActivityId] = context.Request.Headers[Headers.ActivityId];
        headers[Headers.RequestCharge] = Charge.ToString("F2", CultureInfo.InvariantCulture);
        // Without it the SDK throws a page of an optimistic query away and starts over.
        headers[Headers.RequiresDistribution] = "False";
        Set(headers, Headers.ETag, ETag);
        Set(headers, Headers.SubStatus, SubStatus == 0 ? null : Text(SubStatus));
        Set(headers, Headers.SessionToken, Lsn is { } lsn ? $"0:-1#{Text(lsn)}" : null);
        Set(headers, Headers.ItemCount, ItemCount is { } count ? Text(count) : null);
        Set(headers, Headers.Continuation, Continuation);
        if (Body is null)
        {
            return;
        }

        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }
}

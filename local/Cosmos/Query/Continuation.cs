using System.Globalization;
using System.Text;
using System.Text.Json;
using Chat.Local.Cosmos.Keys;

namespace Chat.Local.Cosmos.Query;

/// <summary>Where a query goes on: opaque to clients, bound to the query it came from.</summary>
/// <param name="Returned">How many items the earlier pages held, for TOP and LIMIT.</param>
internal sealed record Continuation(string Query, long Returned, Position? After)
{
    public static Continuation? Parse(string? token, string query)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            var continuation = JsonSerializer.Deserialize<Continuation>(Convert.FromBase64String(token));
            return continuation?.Query == Fingerprint(query)
                ? continuation
                : throw CosmosError.BadRequest("The continuation token belongs to another query.");
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw CosmosError.BadRequest("The continuation token is not valid.");
        }
    }

    public static string Token(string query, long returned, Position? after) => Convert.ToBase64String(
        JsonSerializer.SerializeToUtf8Bytes(new Continuation(Fingerprint(query), returned, after)));

    private static string Fingerprint(string query) =>
        Murmur3.Hash(Encoding.UTF8.GetBytes(query)).Low.ToString("x16", CultureInfo.InvariantCulture);
}

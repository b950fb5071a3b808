using System.Net;
using System.Text.Json;
using Azure;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Platform;

/// <summary>Keeps one document from holding up a change feed for ever. When a service fails, the batch is repeated without end,
/// and nothing is lost; what fails for its own content would fail for ever, and is passed over: with an error in the log that names it,
/// and counted by <c>chat.feed.poison</c> of the meter <c>Chat.Functions</c>. The document stays where it is.</summary>
public sealed partial class FeedGuard(ILogger<FeedGuard> logger)
{
    /// <summary>Those of the documents that can be read.</summary>
    /// <param name="isWhole">Whether it has all that it needs.</param>
    public List<T> Read<T>(IEnumerable<JsonElement> documents, Func<T, bool> isWhole)
        where T : class
    {
        var read = new List<T>();
        foreach (var document in documents)
        {
            try
            {
                read.Add(document.Deserialize<T>(ChatJson.Options) is { } value && isWhole(value)
                    ? value
                    : throw new JsonException("Something is missing in it."));
            }
            catch (JsonException error)
            {
                PassOver(document.TryGetProperty("id", out var id) ? id.ToString() : document.GetRawText(), error);
            }
        }

        return read;
    }

    /// <param name="document">What it is that is processed, for the log.</param>
    /// <returns>Whether it was processed; false when it was passed over.</returns>
    public async Task<bool> TryAsync(string document, Func<Task> process)
    {
        try
        {
            await process();
            return true;
        }
        catch (Exception error) when (IsOfContent(error))
        {
            PassOver(document, error);
            return false;
        }
    }

    /// <summary>A list of what is known to be so: whatever else there is may be an outage, and is repeated.</summary>
    private static bool IsOfContent(Exception error) => error switch
    {
        ObjectDisposedException => false,
        CosmosException cosmos => cosmos.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge,
        RequestFailedException service => service.Status is (int)HttpStatusCode.BadRequest or (int)HttpStatusCode.RequestEntityTooLarge,
        ChatException refusal => refusal.Error.RetryAfterMs is null,
        _ => error is JsonException or FormatException or ArgumentException or InvalidOperationException or NullReferenceException
            or KeyNotFoundException or InvalidCastException or ArithmeticException,
    };

    private void PassOver(string document, Exception error)
    {
        LogPoison(logger, error, document);
        ChatTelemetry.PassedOver();
    }

    [LoggerMessage(LogLevel.Error, "{Document} cannot be processed for its own content and is passed over.")]
    private static partial void LogPoison(ILogger logger, Exception exception, string document);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.EventGrid;

/// <summary>What a topic answers its publishers.</summary>
/// <param name="key">The topic's access key.</param>
/// <param name="publish">Takes the events of one request.</param>
internal sealed class TopicEndpoint(string key, Action<IReadOnlyList<PublishedEvent>> publish)
{
    public const string Path = "/api/events";

    private const string KeyHeader = "aeg-sas-key";

    // Of the request as of a single event.
    private const int MaxBytes = 1024 * 1024;

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsAllowed(request))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", NoKey(request));
        }
        else if (string.IsNullOrEmpty(request.Query["api-version"]))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "BadRequest", "The api-version is missing.");
        }
        else if (BatchOf(request.ContentType) is not { } isBatch)
        {
            await RefuseAsync(
                context, StatusCodes.Status400BadRequest, "BadRequest", "The topic takes CloudEvents in the structured mode.");
        }
        else if (await ReadAsync(request) is not { } body)
        {
            await RefuseAsync(
                context, StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", $"A request has at most {MaxBytes} bytes.");
        }
        else
        {
            await PublishAsync(context, body, isBatch);
        }
    }

    public static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message } });
    }

    private async Task PublishAsync(HttpContext context, ReadOnlyMemory<byte> body, bool isBatch)
    {
        try
        {
            publish(PublishedEvents.Read(body, isBatch));
        }
        catch (JsonException error)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "BadRequest", error.Message);
        }
    }

    private bool IsAllowed(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()), Encoding.UTF8.GetBytes(key));

    // A token of Microsoft Entra cannot be checked here, and the SDK sends none over plain HTTP.
    private static string NoKey(HttpRequest request) => request.Headers.Authorization.Count > 0
        ? $"The local topic knows no identities: send its key as {KeyHeader}."
        : $"The key ({KeyHeader}) is missing or wrong.";

    private static bool? BatchOf(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/cloudevents-batch+json" => true,
        "application/cloudevents+json" => false,
        _ => null,
    };

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.FunctionsWorker;

/// <summary>The webhook of the Functions host to which Event Grid subscriptions of functions deliver. In Azure it takes
/// the key of the extension.</summary>
internal sealed class EventGridEndpoint(IReadOnlyDictionary<string, TriggeredRun> runs, IReadOnlySet<string> batched)
{
    private const string Path = "/runtime/webhooks/eventgrid";

    private const string OriginHeader = "WebHook-Request-Origin";

    private const string Service = "eventgrid.azure.net";

    private static readonly string[] _types = ["application/cloudevents+json", "application/cloudevents-batch+json"];

    /// <summary>Where a function's subscription delivers, without a leading slash.</summary>
    public static string PathOf(string function) => $"{Path.TrimStart('/')}?functionName={function}";

    public void Use(IApplicationBuilder app, CancellationToken stopping) => app.Use((http, next) =>
        http.Request.Path == Path ? AnswerAsync(http, stopping) : next(http));

    private async Task AnswerAsync(HttpContext http, CancellationToken stopping)
    {
        var function = http.Request.Query["functionName"].ToString();
        http.Response.StatusCode = !runs.TryGetValue(function, out var run) ? StatusCodes.Status404NotFound
            : HttpMethods.IsOptions(http.Request.Method) ? Allow(http)
            : !HttpMethods.IsPost(http.Request.Method) ? StatusCodes.Status405MethodNotAllowed
            : await RunAsync(http.Request, run, batched.Contains(function), stopping);
    }

    private static int Allow(HttpContext http)
    {
        if (http.Request.Headers[OriginHeader] != Service)
        {
            return StatusCodes.Status400BadRequest;
        }

        http.Response.Headers["WebHook-Allowed-Origin"] = Service;
        return StatusCodes.Status200OK;
    }

    private static async Task<int> RunAsync(HttpRequest request, TriggeredRun run, bool isBatched, CancellationToken stopping)
    {
        // No key is asked for. These types a page from elsewhere cannot send without asking first.
        if (!_types.Contains(request.ContentType?.Split(';')[0], StringComparer.OrdinalIgnoreCase)
            || await ReadAsync(request) is not { } events)
        {
            return StatusCodes.Status400BadRequest;
        }

        string[] triggers = isBatched ? [$"[{string.Join(',', events)}]"] : events;
        var failures = await Task.WhenAll(triggers.Select(each => Task.Run(() => run.RunAsync(each, stopping), stopping)));
        return failures.Any(failure => failure is not null)
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status202Accepted;
    }

    private static async Task<string[]?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(
                request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind switch
            {
                JsonValueKind.Object => [body.RootElement.GetRawText()],
                JsonValueKind.Array => [.. body.RootElement.EnumerateArray().Select(each => each.GetRawText())],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

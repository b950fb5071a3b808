using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.FunctionsWorker;

/// <summary>The part of the Functions host's own API that runs a timer function now.</summary>
internal static class AdminEndpoint
{
    private static readonly PathString Functions = "/admin/functions";

    /// <summary>Answers <c>POST /admin/functions/{name}</c> with 202 and runs the function. In Azure it takes the master
    /// key.</summary>
    public static void UseAdminEndpoint(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments(Functions, out var rest))
        {
            return next(http);
        }

        http.Response.StatusCode = Answer(http.Request, rest.Value?.Trim('/') ?? "");
        return Task.CompletedTask;
    });

    private static int Answer(HttpRequest request, string function)
    {
        // No key is asked for. A page from elsewhere could still send a plain form here, so the type is asked for, which
        // its browser does not send without asking first; a name that merely resolves to this machine is refused.
        if (!HttpMethods.IsPost(request.Method) || !request.HasJsonContentType() || !IsLoopback(request.Host.Host))
        {
            return StatusCodes.Status400BadRequest;
        }

        var timers = request.HttpContext.RequestServices.GetRequiredService<TimerFunctions>();
        if (!timers.Has(function))
        {
            return StatusCodes.Status404NotFound;
        }

        // What becomes of the run is in the log, as with a run on schedule.
        _ = Task.Run(() => timers.RunAsync(function));
        return StatusCodes.Status202Accepted;
    }

    private static bool IsLoopback(string host) => host is "127.0.0.1" or "localhost" or "[::1]";
}

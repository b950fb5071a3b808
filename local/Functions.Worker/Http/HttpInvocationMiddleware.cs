using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Local.FunctionsWorker;

/// <summary>The place of the ASP.NET Core integration in the pipeline: whatever stands behind it sees the HTTP context,
/// and the result that stands when the rest has run is written to the response, whoever has set it.</summary>
internal static class HttpInvocationMiddleware
{
    /// <summary>The key under which the published package keeps the HTTP context among the items.</summary>
    public const string HttpContextKey = "HttpRequestContext";

    public static FunctionExecutionDelegate Wrap(FunctionExecutionDelegate next) => async context =>
    {
        if (context.Features.Get<HttpContext>() is not { } http)
        {
            await next(context);
            return;
        }

        context.Items.Add(HttpContextKey, http);
        await next(context);
        await WriteAsync(context.GetInvocationResult().Value, http);
    };

    private static Task WriteAsync(object? result, HttpContext http) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new(http, http.GetRouteData(), new ActionDescriptor())),
        IResult plain => plain.ExecuteAsync(http),

        // Without a result the response is what the function has written itself.
        _ => Task.CompletedTask,
    };
}

using Chat.Local.FunctionsWorker;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The ASP.NET Core side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP context of the invocation; null for other triggers, and in middleware that was registered
    /// before <c>ConfigureFunctionsWebApplication</c>.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpInvocationMiddleware.HttpContextKey, out var value) ? value as HttpContext : null;
}

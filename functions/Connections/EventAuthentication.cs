using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>Lets only events of our Web PubSub resources, and of our hub, reach a function.</summary>
public sealed class EventAuthentication(IOptions<WebPubSubSettings> settings, EventTokens tokens) : IFunctionsWorkerMiddleware
{
    private readonly string[] _keys = [.. settings.Value.Endpoints.SelectMany(endpoint => endpoint.Keys)];

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var request = context.GetHttpContext()!.Request;
        var connectionId = UpstreamEvent.Header(request, "ce-connectionId");
        if (tokens.AreUsed)
        {
            await tokens.RequireAsync(request, request.HttpContext.RequestAborted);
        }
        else if (!EventSignature.IsValid(UpstreamEvent.Header(request, "ce-signature"), connectionId, _keys))
        {
            throw ChatException.Unauthenticated("ce-signature", "The event is not validly signed.");
        }

        if (!UpstreamEvent.Header(request, "ce-hub").Equals(settings.Value.Hub, StringComparison.OrdinalIgnoreCase))
        {
            throw ChatException.Unauthenticated("ce-hub", "The event is of another hub.");
        }

        await next(context);
    }
}

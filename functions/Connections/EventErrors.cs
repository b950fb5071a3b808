using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Connections;

/// <summary>A user event's error travels in a 200 answer: Web PubSub may drop the connection of a client whose event fails
/// as a request.</summary>
public sealed class EventErrors(ErrorLog log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            context.GetInvocationResult().Value = EventAnswer.Error(http, log.Describe(exception, context));
        }
    }
}

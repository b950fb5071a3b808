using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Connections;

/// <summary>Keeps the functions of connect, connected and disconnected for the service's own events. A client may name its event
/// as it likes, and that event is signed just as well.</summary>
public sealed class SystemEvents : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        if (UpstreamEvent.IsSystemEvent(http.Request))
        {
            return next(context);
        }

        var name = UpstreamEvent.Header(http.Request, "ce-eventName");
        context.GetInvocationResult().Value = EventAnswer.Error(http, EventAnswer.Unknown(name).Error);
        return Task.CompletedTask;
    }
}

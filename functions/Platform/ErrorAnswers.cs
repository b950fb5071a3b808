using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Platform;

/// <summary>Turns whatever was thrown into an answer of the documented form.</summary>
public sealed class ErrorAnswers(ErrorLog log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext();
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http?.RequestAborted.IsCancellationRequested == true)
        {
            // Nobody is left to answer.
        }
        catch (Exception exception) when (http is { Response.HasStarted: false })
        {
            var error = log.Describe(exception, context);
            if (error.RetryAfterMs is { } delay)
            {
                http.Response.Headers.RetryAfter = $"{(delay + 999) / 1000}";
            }

            context.GetInvocationResult().Value = ChatJson.Result(new { Error = error }, ErrorCode.Statuses[error.Code]);
        }
    }
}

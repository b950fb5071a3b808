using System.Net;
using Azure;
using Chat.Functions.Connections;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Platform;

/// <summary>Turns whatever was thrown into the documented form. A user event's error travels in a 200 answer: Web PubSub
/// may drop the connection of a client whose event fails as a request.</summary>
public sealed partial class ErrorAnswers(ILogger<ErrorAnswers> logger) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterMs = 1_000;

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
            var error = Describe(exception);
            if (exception is not ChatException)
            {
                LogFailure(logger, exception, context.FunctionDefinition.Name, error.Code);
            }

            context.GetInvocationResult().Value = Answer(http, error);
        }
    }

    internal static ChatError Describe(Exception exception) => exception switch
    {
        ChatException expected => expected.Error,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(ErrorCode.TooLarge, "The body is too large.", "body"),
        BadHttpRequestException => new(ErrorCode.InvalidRequest, "The request could not be read.", "body"),
        CosmosException { StatusCode: HttpStatusCode.TooManyRequests } busy => new(
            ErrorCode.Overloaded, "Too much at once.", RetryAfterMs: DelayMs(busy.RetryAfter)),
        CosmosException or RequestFailedException or HttpRequestException or OperationCanceledException or TimeoutException =>
            new(ErrorCode.Unavailable, "A service did not answer in time.", RetryAfterMs: RetryAfterMs),
        _ => new(ErrorCode.Internal, "Something went wrong.", RetryAfterMs: RetryAfterMs),
    };

    private static int DelayMs(TimeSpan? delay) => (int)Math.Max(RetryAfterMs, delay?.TotalMilliseconds ?? 0);

    private static IResult Answer(HttpContext http, ChatError error)
    {
        // A forged event is refused as a request, whatever it claims to be.
        if (error.Code != ErrorCode.Unauthenticated && UpstreamEvent.IsUserEvent(http.Request))
        {
            return EventAnswer.Error(http, error);
        }

        if (error.RetryAfterMs is { } delay)
        {
            http.Response.Headers.RetryAfter = $"{(delay + 999) / 1000}";
        }

        return ChatJson.Result(new { Error = error }, ErrorCode.Statuses[error.Code]);
    }

    [LoggerMessage(LogLevel.Error, "{Function} failed and answers {Code}.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string function, string code);
}

using System.Net;
using Azure;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Platform;

/// <summary>Says what a caller may know of an exception, and logs what only the operator may.</summary>
public sealed partial class ErrorLog(ILogger<ErrorLog> logger)
{
    private const int RetryAfterMs = 1_000;

    /// <summary>The error to answer with; logged unless it is the caller's own fault.</summary>
    public ChatError Describe(Exception exception, FunctionContext context)
    {
        var error = Describe(exception);
        if (error.RetryAfterMs is not null && exception is not ChatException)
        {
            LogFailure(logger, exception, context.FunctionDefinition.Name, error.Code);
        }

        return error;
    }

    internal static ChatError Describe(Exception exception) => exception switch
    {
        ChatException expected => expected.Error,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(ErrorCode.TooLarge, "The body is too large.", "body"),
        BadHttpRequestException => new(ErrorCode.InvalidRequest, "The request could not be read.", "body"),
        CosmosException { StatusCode: HttpStatusCode.TooManyRequests } busy => new(
            ErrorCode.Overloaded, "Too much at once.", RetryAfterMs: DelayMs(busy.RetryAfter)),
        // Azure.Core gathers the failures of all its tries when none had an answer.
        CosmosException or RequestFailedException or HttpRequestException or OperationCanceledException or TimeoutException
            or AggregateException => new(ErrorCode.Unavailable, "A service did not answer in time.", RetryAfterMs: RetryAfterMs),
        _ => new(ErrorCode.Internal, "Something went wrong.", RetryAfterMs: RetryAfterMs),
    };

    private static int DelayMs(TimeSpan? delay) => (int)Math.Max(RetryAfterMs, delay?.TotalMilliseconds ?? 0);

    [LoggerMessage(LogLevel.Error, "{Function} failed and answers {Code}.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string function, string code);
}

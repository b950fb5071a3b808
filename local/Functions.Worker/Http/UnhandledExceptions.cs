using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>Keeps exceptions from callers: they get a bare status, the log gets the exception.</summary>
internal sealed partial class UnhandledExceptions(RequestDelegate next, ILogger<UnhandledExceptions> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException
            && http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer, and nothing failed.
            http.Abort();
        }
        catch (BadHttpRequestException error)
        {
            // The server's own word on the request while its body was read: 413 beyond the limit.
            Answer(http, error.StatusCode);
        }
        catch (Exception error)
        {
            LogFailure(http.GetEndpoint()?.DisplayName ?? http.Request.Path, error);
            Answer(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static void Answer(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentLength = 0;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed.")]
    private partial void LogFailure(string function, Exception error);
}

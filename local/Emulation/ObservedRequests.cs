using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.Local.Emulation;

public static class ObservedRequests
{
    /// <summary>Logs every request that passes under the name <paramref name="operationOf"/> gives it, and injects the
    /// fault planned for that name. Requests it names null pass unobserved.</summary>
    /// <param name="time">The clock of delays.</param>
    public static IApplicationBuilder UseObservedRequests(
        this IApplicationBuilder app, RequestLog log, FaultPlan faults, Func<HttpContext, string?> operationOf, TimeProvider time) =>
        app.Use(async (context, next) =>
        {
            if (operationOf(context) is not { } operation)
            {
                await next(context);
                return;
            }

            // Logged before the answer leaves: a client that has its answer finds its request in the log.
            var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var logged = false;
            void Log(int status)
            {
                if (!logged)
                {
                    logged = true;
                    log.Add(new ServedRequest(operation, target, status));
                }
            }

            context.Response.OnStarting(() =>
            {
                Log(context.Response.StatusCode);
                return Task.CompletedTask;
            });

            switch (faults.Take(operation))
            {
                case Fault.Respond respond:
                    Refuse(context.Response, respond);
                    break;
                case Fault.Cut:
                    Log(0);
                    context.Abort();
                    break;
                case Fault.LoseResponse:
                    var body = context.Response.Body;
                    context.Response.Body = Stream.Null;
                    await next(context);
                    context.Response.Body = body;
                    Log(0);
                    context.Abort();
                    break;
                case Fault.Hold hold:
                    await hold.Release.WaitAsync(context.RequestAborted);
                    await next(context);
                    break;
                case Fault.Delay delay:
                    await SimulatedDelay.WaitAsync(delay.Time, time, context.RequestAborted);
                    await next(context);
                    break;
                default:
                    await next(context);
                    break;
            }

            Log(context.Response.StatusCode);
        });

    private static void Refuse(HttpResponse response, Fault.Respond fault)
    {
        response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers["x-ms-retry-after-ms"] = delay.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        }

        response.ContentLength = 0;
    }
}

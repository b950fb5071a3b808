using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Cosmos.Http;

/// <summary>Marks an injected 429 as the service marks its own. The emulator itself never throttles.</summary>
internal static class Throttling
{
    private const int RequestRateTooLarge = 3200;

    public static void UseThrottlingSubStatus(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static response =>
        {
            var (status, headers) = (((HttpResponse)response).StatusCode, ((HttpResponse)response).Headers);
            if (status == StatusCodes.Status429TooManyRequests)
            {
                headers[Headers.SubStatus] = RequestRateTooLarge.ToString(CultureInfo.InvariantCulture);
            }

            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });
}

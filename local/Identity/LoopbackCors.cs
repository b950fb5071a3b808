using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

internal static class LoopbackCors
{
    /// <summary>Lets scripts of this machine's web pages read answers. There are no cookies, so nothing is at stake
    /// that the page's user does not hold already.</summary>
    public static void UseLoopbackCors(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        headers.XContentTypeOptions = "nosniff";
        var origin = context.Request.Headers.Origin.ToString();
        if (!LoopbackUri.IsOrigin(origin))
        {
            return next(context);
        }

        headers.AccessControlAllowOrigin = origin;
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type";
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });
}

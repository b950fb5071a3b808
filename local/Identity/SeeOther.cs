using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>303: the browser goes on with a GET, also after a POST, so that a form is not sent on (RFC 9700
/// §4.12).</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

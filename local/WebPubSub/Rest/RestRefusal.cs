using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>A REST call that is refused, with the service's form of error body.</summary>
internal sealed class RestRefusal(int status, string code, string message) : Exception(message)
{
    public static RestRefusal BadRequest(string message) => new(400, "BadRequest", message);

    public static RestRefusal NotFound(string message) => new(404, "NotFound", message);

    public static RestRefusal NotImplemented(string message) => new(501, "NotImplemented", message);

    public static RestRefusal Unauthorized { get; } =
        new(
            401,
            "Unauthorized",
            "The bearer token is missing, expired, signed with another key, or made for another URL.");

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = status;
        response.Headers["x-ms-error-code"] = code;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.WriteAsJsonAsync(new { error = new { code, message = Message } });
        }
    }
}

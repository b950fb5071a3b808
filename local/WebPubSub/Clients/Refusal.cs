using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Clients;

/// <summary>A client is refused before the upgrade, with an HTTP status.</summary>
internal sealed class RefusedException(int status, string why) : Exception(why)
{
    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain";
        return response.WriteAsync(Message);
    }
}

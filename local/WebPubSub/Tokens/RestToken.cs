using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.Local.WebPubSub.Tokens;

/// <summary>The token of a REST call: its audience is the URL called.</summary>
internal static class RestToken
{
    public static async Task<bool> IsValidAsync(HttpRequest request, AccessKeys keys)
    {
        // The raw target, because the client signed what it sent: the decoded path would no longer show the encoding.
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var url = $"{request.Scheme}://{request.Host}{target}";
        string[] full = [url, url.Split('?')[0]];
        string[] accepted = [.. full, .. full.Select(Uri.UnescapeDataString)];
        var token = await keys.VerifyAsync(
            BearerOf(request),
            audience => accepted.Contains(audience, StringComparer.OrdinalIgnoreCase));
        return token is not null;
    }

    public static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;
    }
}

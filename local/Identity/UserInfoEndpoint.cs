using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>Tells the bearer of an access token whose it is.</summary>
internal static class UserInfoEndpoint
{
    public static void Map(WebApplication app, Task<Tokens> tokens) =>
        app.MapMethods("/userinfo", ["GET", "POST"], async (HttpContext context) =>
        {
            if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var credentials)
                && credentials is { Scheme: "Bearer", Parameter: { } token }
                && await (await tokens).ReadAccessAsync(token) is { } person)
            {
                return Results.Json(new { sub = person.UserId, name = person.Name });
            }

            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        });
}

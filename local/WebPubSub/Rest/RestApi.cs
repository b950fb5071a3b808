using Chat.Local.WebPubSub.Hubs;
using Chat.Local.WebPubSub.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>The REST data plane.</summary>
internal static class RestApi
{
    private const string Health = "/api/health";

    private static readonly string[] Versions =
    [
        "2021-05-01-preview",
        "2021-08-01-preview",
        "2021-10-01",
        "2022-10-01-preview",
        "2022-11-01",
        "2023-07-01",
        "2024-01-01",
        "2024-12-01",
    ];

    public static void Map(IEndpointRouteBuilder app, HubRegistry hubs, AccessKeys keys, TimeProvider time)
    {
        app.MapMethods(Health, ["HEAD"], static context => Task.CompletedTask).WithMetadata(new Operation("health"));
        var routes = new RestRoutes(app, hubs, time);
        SendRoutes.Map(routes);
        ConnectionRoutes.Map(routes);
        GroupRoutes.Map(routes);
        MemberListRoute.Map(routes);
        PermissionRoutes.Map(routes);
        TokenRoute.Map(routes, keys);
        app.Map(
                "/api/{**anything}",
                static _ => throw RestRefusal.NotImplemented("This call is not supported by this emulator."))
            .WithMetadata(new Operation("unsupported"));
    }

    /// <summary>Answers refusals, and lets only calls with a valid token, version and path through.</summary>
    public static void UseRestRules(this IApplicationBuilder app, AccessKeys keys) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    || (context.Request.Path == Health && HttpMethods.IsHead(context.Request.Method)))
                {
                    await next(context);
                    return;
                }

                try
                {
                    await CheckAsync(context, keys);
                    await next(context);
                }
                catch (RestRefusal refusal)
                {
                    await refusal.WriteAsync(context.Response);
                }
            });

    private static async Task CheckAsync(HttpContext context, AccessKeys keys)
    {
        if (!await RestToken.IsValidAsync(context.Request, keys))
        {
            throw RestRefusal.Unauthorized;
        }

        if (context.Request.Query["api-version"] is [{ } version, ..] && !Versions.Contains(version))
        {
            throw RestRefusal.BadRequest($"The api-version '{version}' is not known.");
        }

        // Microsoft's emulator leaves an encoded slash undecoded, so such an id means two things: better none.
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        if (path.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            throw RestRefusal.BadRequest("An id in the path must not contain '/' (%2F).");
        }
    }
}

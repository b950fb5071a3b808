using Chat.Local.WebPubSub.Tokens;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Makes client tokens for callers that hold no access key.</summary>
internal static class TokenRoute
{
    private const int DefaultMinutes = 60;

    public static void Map(RestRoutes routes, AccessKeys keys) =>
        routes.Post(
            "/:generateToken",
            "generateToken",
            call =>
            {
                if (
                    call.Parameter("clientType") is { } type
                    && !type.Equals("Default", StringComparison.OrdinalIgnoreCase))
                {
                    throw RestRefusal.NotImplemented($"Clients of type '{type}' are not supported by this emulator.");
                }

                var minutes = call.Number("minutesToExpire") ?? DefaultMinutes;
                if (minutes < 1)
                {
                    throw RestRefusal.BadRequest("minutesToExpire must be at least 1.");
                }

                var audience = ClientToken.AudienceOf(call.Context.Request, call.Hub.Name);
                var token = keys.MakeToken(audience, TimeSpan.FromMinutes(minutes), Claims(call));
                return Task.FromResult(Results.Json(new { token }));
            });

    private static Dictionary<string, object> Claims(RestCall call)
    {
        var claims = new Dictionary<string, object>();
        if (call.Parameter("userId") is { } userId)
        {
            claims[ClientToken.UserClaim] = userId;
        }

        AddList(claims, ClientToken.RoleClaim, call.Parameters("role"));
        AddList(claims, ClientToken.GroupClaim, call.Parameters("group"));
        return claims;
    }

    private static void AddList(Dictionary<string, object> claims, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            claims[name] = values;
        }
    }
}

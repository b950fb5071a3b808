using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Tokens;

/// <summary>What a verified client token says.</summary>
internal sealed record ClientToken(
    string? UserId,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Groups,
    IReadOnlyDictionary<string, string[]> Claims)
{
    public const string RoleClaim = "role";
    public const string GroupClaim = "webpubsub.group";
    public const string UserClaim = "sub";

    /// <summary>Reads the token of a client's request; null when none is valid for this hub here.</summary>
    public static async Task<ClientToken?> ReadAsync(HttpRequest request, string hub, AccessKeys keys)
    {
        var jwt = await keys.VerifyAsync(BearerOf(request), audience => IsFor(audience, request, hub));
        if (jwt is null)
        {
            return null;
        }

        var claims = jwt
            .Claims.GroupBy(claim => claim.Type)
            .ToDictionary(claim => claim.Key, claim => claim.Select(one => one.Value).ToArray());
        var userId = claims.GetValueOrDefault(UserClaim)?.FirstOrDefault();
        return new ClientToken(
            userId,
            claims.GetValueOrDefault(RoleClaim) ?? [],
            claims.GetValueOrDefault(GroupClaim) ?? [],
            claims);
    }

    /// <summary>The audience is the http form of the client URL, though the client dials ws.</summary>
    public static string AudienceOf(HttpRequest request, string hub) =>
        $"{request.Scheme}://{request.Host}/client/hubs/{hub}";

    private static bool IsFor(string audience, HttpRequest request, string hub) =>
        audience.Equals(AudienceOf(request, hub), StringComparison.OrdinalIgnoreCase)
        || audience.Equals($"{request.Scheme}://{request.Host}/client/?hub={hub}", StringComparison.OrdinalIgnoreCase);

    private static string? BearerOf(HttpRequest request) =>
        request.Query["access_token"] is [{ Length: > 0 } token, ..] ? token : RestToken.BearerOf(request);
}

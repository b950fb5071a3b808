using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>Tells a client where and how to connect.</summary>
public sealed class Negotiate(
    WebPubSubHub hub,
    Profiles profiles,
    IOptions<WebPubSubSettings> settings,
    IOptions<ChatLimits> limits,
    IOptions<PresenceSettings> presence,
    TimeProvider time,
    Random random)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    [Function(nameof(Negotiate))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "negotiate")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var region = request.Query["region"].ToString() is { Length: > 0 } hint ? hint : null;
        var endpoint = EndpointChoice.Pick(settings.Value.Endpoints, region, random.NextDouble());

        var profile = await profiles.SignInAsync(caller, cancellationToken);
        var expiresAt = time.GetUtcNow() + Lifetime;
        var url = await hub.ClientUriAsync(endpoint, caller.UserId, Lifetime, cancellationToken);
        return ChatJson.Result(new
        {
            caller.UserId,
            profile.DisplayName,
            Url = url.AbsoluteUri,
            ExpiresAt = expiresAt,
            limits.Value.ReconnectWindowMs,
            limits.Value.Epoch,
            Limits = new
            {
                limits.Value.MessageCharacters,
                PageSize = ChatLimits.PageEntries,
                limits.Value.GroupMembers,
                limits.Value.EditWindowSeconds,
                ChatLimits.MetadataBytes,
            },
            Presence = new
            {
                HeartbeatMs = 1_000 * presence.Value.HeartbeatSeconds,
                DebounceMs = 1_000 * presence.Value.DebounceSeconds,
            },
        });
    }
}

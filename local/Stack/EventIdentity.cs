using Chat.Local.Identity;

namespace Chat.Local;

/// <summary>The identity that the Web PubSub emulator has in a stack without keys, as a resource in Azure has a managed one.</summary>
internal static class EventIdentity
{
    private const string ObjectId = "web-pubsub";

    private const string Audience = "api://chat-events";

    public static string Token(IdentityProvider provider) =>
        provider.IssueAccessToken(ObjectId, terms: new AccessTokenTerms { Audience = Audience });

    public static IEnumerable<string> Settings(IdentityProvider provider) =>
    [
        $"--WebPubSub:EventAuthority={provider.Issuer}",
        $"--WebPubSub:EventAudiences:0={Audience}",
        $"--WebPubSub:EventCallers:0={ObjectId}",
    ];
}

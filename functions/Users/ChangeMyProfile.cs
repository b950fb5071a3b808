using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

public sealed class ChangeMyProfile(Profiles profiles, PresenceChanges presence)
{
    [Function(nameof(ChangeMyProfile))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "me")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var change = ProfileInput.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        var profile = await profiles.ChangeAsync(Caller.Of(request), change, cancellationToken);
        // Also when nothing has changed: an earlier try may have ended here.
        await presence.SetAsync(profile, cancellationToken);
        return MyProfile.Of(profile);
    }
}

using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

public sealed class ChangeMyProfile(Profiles profiles)
{
    [Function(nameof(ChangeMyProfile))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "me")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var change = ProfileInput.Parse(await JsonInput.ReadAsync(request, cancellationToken));
        return MyProfile.Of(await profiles.ChangeAsync(Caller.Of(request), change, cancellationToken));
    }
}

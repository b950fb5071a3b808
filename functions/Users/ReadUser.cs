using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

public sealed class ReadUser(Profiles profiles)
{
    [Function(nameof(ReadUser))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{userId}")] HttpRequest request,
        string userId,
        CancellationToken cancellationToken)
    {
        var profile = await profiles.RequireAsync(userId, cancellationToken);
        return ChatJson.Result(new { profile.UserId, profile.DisplayName, profile.AvatarUrl, profile.StatusText });
    }
}

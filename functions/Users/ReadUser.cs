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
        var profile = UserId.IsValid(userId) ? await profiles.FindAsync(userId, cancellationToken) : null;
        return ChatJson.Result(profile ?? throw ChatException.NotFound("userId", "There is no such user."));
    }
}

using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>A sign-in like <c>negotiate</c>: who asks has a profile from then on.</summary>
public sealed class ReadMyProfile(Profiles profiles)
{
    [Function(nameof(ReadMyProfile))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request,
        CancellationToken cancellationToken) =>
        MyProfile.Of(await profiles.SignInAsync(Caller.Of(request), cancellationToken));
}

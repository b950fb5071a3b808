using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Presence;

/// <summary>The presence of some users, as far as the caller may see it: of others nothing is said, not even that they are
/// offline.</summary>
public sealed class ReadPresence(Acquaintances acquaintances, PresenceBoard board, RateLimits rates)
{
    private const string UsersField = "users";

    [Function(nameof(ReadPresence))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "presence")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        QueryInput.Only(request.Query, UsersField);
        var caller = Caller.Of(request).UserId;
        var userIds = Parse(request.Query[UsersField].ToString());
        rates.Take(RatedAction.Presence, caller);
        var visible = await acquaintances.FindVisibleAsync(caller, userIds, cancellationToken);
        var users = await board.FindShownAsync(
            [.. userIds.Where(userId => userId == caller || visible.Contains(userId))], cancellationToken);
        return ChatJson.Result(new { Users = users });
    }

    private static List<string> Parse(string text)
    {
        List<string> userIds = [.. text.Split(',').Distinct()];
        if (userIds.Count > ChatLimits.AskedPresences)
        {
            throw ChatException.TooLarge(UsersField, $"{UsersField} names more than {ChatLimits.AskedPresences}.");
        }

        return userIds.TrueForAll(UserId.IsValid)
            ? userIds
            : throw ChatException.Invalid(UsersField, $"{UsersField} must be user ids, separated by commas.");
    }
}

using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

/// <summary>Finds people by how their name or id begins.</summary>
public sealed class SearchUsers(UserDirectory directory)
{
    [Function(nameof(SearchUsers))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await directory.SearchAsync(
            SearchText.Of(SearchText.Read(request.Query, ChatLimits.DisplayNameCharacters)),
            PlaceOf(request.Query),
            QueryInput.Limit(request.Query),
            cancellationToken);
        return ChatJson.Result(new
        {
            Users = page.Entries.Select(user => new { UserId = user.Id, user.DisplayName, user.AvatarUrl, user.StatusText }),
            More = page.Next is not null,
            Next = page.Next?.ToString(),
        });
    }

    private static SearchPlace PlaceOf(IQueryCollection query) => !query.TryGetValue("after", out var text)
        ? SearchPlace.FirstName
        : SearchPlace.Parse(text.ToString()) ?? throw ChatException.Invalid("after", "after must be the next of an earlier page.");
}

using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Users;

public sealed class ListMyContacts(Contacts contacts)
{
    [Function(nameof(ListMyContacts))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/contacts")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var after = request.Query["after"].ToString();
        if (after.Length > 0 && !UserId.IsValid(after))
        {
            throw ChatException.Invalid("after", "after must be the user id that was the last.");
        }

        var limit = QueryInput.Limit(request.Query);
        var (page, more) = await contacts.ListAsync(Caller.Of(request).UserId, after, limit, cancellationToken);
        return ChatJson.Result(new { Contacts = page, More = more });
    }
}

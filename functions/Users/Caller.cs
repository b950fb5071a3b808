using Chat.Functions.Platform;

namespace Chat.Functions.Users;

/// <summary>Who asks, as the verified access token says.</summary>
public sealed record Caller(string UserId, string DisplayName, bool IsAdmin = false)
{
    public string? AvatarUrl { get; init; }

    public string? Locale { get; init; }

    /// <summary>How the token says that the caller is to be shown.</summary>
    public Persona Claims => new(DisplayName, AvatarUrl, Locale: Locale);

    /// <summary>The caller of a function that <see cref="TokenAuthentication"/> guards.</summary>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("This function is not guarded by token authentication.");

    /// <summary>The caller of a function that is for administrators.</summary>
    /// <exception cref="ChatException">The caller is none.</exception>
    public static Caller AdminOf(HttpRequest request) => Of(request) is { IsAdmin: true } admin
        ? admin
        : throw ChatException.Forbidden("Authorization", "This is for administrators.");

    /// <summary>Checks the id of somebody else whom a request is about.</summary>
    /// <exception cref="ChatException">It can be no user id, or is the caller's own.</exception>
    public void RequireOther(string userId)
    {
        if (!Users.UserId.IsValid(userId) || userId == UserId)
        {
            throw ChatException.Invalid("userId", $"'{ChatError.Quote(userId)}' must be the id of another user.");
        }
    }
}

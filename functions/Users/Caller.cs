using Chat.Functions.Platform;

namespace Chat.Functions.Users;

/// <summary>Who asks, as the verified access token says.</summary>
public sealed record Caller(string UserId, string DisplayName, bool IsAdmin = false)
{
    /// <summary>The caller of a function that <see cref="TokenAuthentication"/> guards.</summary>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("This function is not guarded by token authentication.");

    /// <summary>The caller of a function that is for administrators.</summary>
    /// <exception cref="ChatException">The caller is none.</exception>
    public static Caller AdminOf(HttpRequest request) => Of(request) is { IsAdmin: true } admin
        ? admin
        : throw ChatException.Forbidden("Authorization", "This is for administrators.");
}

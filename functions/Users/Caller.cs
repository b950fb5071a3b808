namespace Chat.Functions.Users;

/// <summary>Who asks, as the verified access token says.</summary>
public sealed record Caller(string UserId, string DisplayName)
{
    /// <summary>The caller of a function that <see cref="TokenAuthentication"/> guards.</summary>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("This function is not guarded by token authentication.");
}

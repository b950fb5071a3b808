namespace Chat.Functions.Platform;

/// <summary>What a caller is told when something failed: the form of docs/protocol.md, section 8.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Field">The member, parameter or header at fault.</param>
/// <param name="RetryAfterMs">Present exactly when the same request may succeed later.</param>
public sealed record ChatError(string Code, string Message, string? Field = null, int? RetryAfterMs = null)
{
    private const int QuotedCharacters = 64;

    /// <summary>As much of what somebody sent as may stand in an answer.</summary>
    public static string Quote(string text) => text.Length <= QuotedCharacters ? text : text[..QuotedCharacters] + "…";
}

/// <summary>A failure that is the caller's to know. Everything else that is thrown is a defect or an outage.</summary>
public sealed class ChatException(ChatError error) : Exception(error.Message)
{
    public ChatError Error { get; } = error;

    public static ChatException Invalid(string field, string message) =>
        new(new ChatError(ErrorCode.InvalidRequest, message, field));

    public static ChatException TooLarge(string field, string message) =>
        new(new ChatError(ErrorCode.TooLarge, message, field));

    public static ChatException NotFound(string field, string message) =>
        new(new ChatError(ErrorCode.NotFound, message, field));

    public static ChatException Forbidden(string field, string message) =>
        new(new ChatError(ErrorCode.Forbidden, message, field));

    /// <summary>Refused for what the thing is now: the same request may be right at another time.</summary>
    public static ChatException Conflict(string field, string message) =>
        new(new ChatError(ErrorCode.Conflict, message, field));

    public static ChatException Unauthenticated(string field, string message) =>
        new(new ChatError(ErrorCode.Unauthenticated, message, field));

    public static ChatException Overloaded(string message, int retryAfterMs) =>
        new(new ChatError(ErrorCode.Overloaded, message, RetryAfterMs: retryAfterMs));
}

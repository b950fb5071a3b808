using System.Collections.Frozen;

namespace Chat.Functions.Platform;

/// <summary>Every error code with its HTTP status: the table of docs/protocol.md, section 8.</summary>
public static class ErrorCode
{
    public const string InvalidRequest = "invalid_request";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Conflict = "conflict";
    public const string TooLarge = "too_large";
    public const string UnknownEvent = "unknown_event";
    public const string Overloaded = "overloaded";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal";

    public static FrozenDictionary<string, int> Statuses { get; } = new Dictionary<string, int>
    {
        [InvalidRequest] = 400,
        [Unauthenticated] = 401,
        [Forbidden] = 403,
        [NotFound] = 404,
        [Conflict] = 409,
        [TooLarge] = 413,
        [UnknownEvent] = 400,
        [Overloaded] = 429,
        [Unavailable] = 503,
        [Internal] = 500,
    }.ToFrozenDictionary();
}

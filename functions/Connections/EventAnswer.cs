using Chat.Functions.Platform;

namespace Chat.Functions.Connections;

/// <summary>Answers to a user event: the body becomes a frame to the connection that sent it.</summary>
public static class EventAnswer
{
    /// <summary>Which message an event was about, so that its error can say so; set as soon as it could be read.</summary>
    public sealed record About(string? ChannelId, string? ClientId);

    public static IResult Frame<T>(T frame) => ChatJson.Result(frame);

    public static IResult Error(HttpContext http, ChatError error)
    {
        var about = http.Features.Get<About>();
        return Frame(new { Type = "error", about?.ChannelId, about?.ClientId, Error = error });
    }

    public static ChatException Unknown(string eventName) =>
        new(new ChatError(ErrorCode.UnknownEvent, $"There is no event '{ChatError.Quote(eventName)}'.", "event"));
}

using System.Globalization;
using Chat.Functions.Channels;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Reading;

/// <summary>No notifications from this channel, for a time or for ever. Everything else goes on.</summary>
public sealed class MuteChannel(Memberships memberships, UserChannels userChannels, TimeProvider time)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private static readonly DateTimeOffset Ever = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Function(nameof(MuteChannel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "me/channels/{channelId}/mute")] HttpRequest request,
        string channelId,
        CancellationToken cancellationToken)
    {
        var userId = Caller.Of(request).UserId;
        var input = await JsonInput.ReadAsync(request, cancellationToken);
        input.Only("until");
        var until = input.Has("until") ? Later(input.Text("until")) : Ever;
        await memberships.RequirePresentAsync(channelId, userId, cancellationToken);

        await userChannels.MuteAsync(userId, channelId, until, cancellationToken);
        return ChatJson.Result(new { MutedUntil = until });
    }

    private DateTimeOffset Later(string text) => Parse(text) is var until && until > time.GetUtcNow()
        ? until
        : throw ChatException.Invalid("until", "until must be a time that is still to come.");

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? until
            : throw ChatException.Invalid("until", "until must be a time in UTC, like 2026-11-24T09:30:00.000Z.");
}

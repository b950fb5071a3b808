using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Reading;

/// <summary>What people do when they read.</summary>
internal static class ReadingPeople
{
    public static async Task<(long Seq, long Unread, long Mentions)> MarkReadAsync(this Person person, string channelId, long seq)
    {
        var answer = await person.AskAsync(HttpMethod.Put, $"channels/{channelId}/read", new { seq });
        return ((long)answer["seq"]!, (long)answer["unread"]!, (long)answer["mentions"]!);
    }

    public static Task MarkReadRefusedAsync(
        this Person person, string channelId, object body, HttpStatusCode status, string code, string? field) =>
        person.RefusedAsync(status, code, field, HttpMethod.Put, $"channels/{channelId}/read", body);

    /// <summary>The person's list.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ListAsync(this Person person) =>
        [.. (await person.AskAsync(HttpMethod.Get, "me/channels"))["channels"]!.AsArray().Select(channel => channel!.AsObject())];

    /// <summary>One channel in the person's list.</summary>
    public static async Task<JsonObject> FindAsync(this Person person, string channelId) =>
        (await person.ListAsync()).Single(channel => (string)channel["channelId"]! == channelId);

    /// <summary>What the list says of one channel.</summary>
    public static async Task<(long ReadSeq, long Unread, long Mentions)> CountsOfAsync(this Person person, string channelId)
    {
        var channel = await person.FindAsync(channelId);
        return ((long)channel["readSeq"]!, (long)channel["unread"]!, (long)channel["mentions"]!);
    }

    /// <summary>Says something, knowing all that was said.</summary>
    public static async Task<long> SayAsync(this ChatSocket socket, string channelId, params string[] texts)
    {
        var seq = 0L;
        foreach (var text in texts)
        {
            seq = (long)(await socket.SendMessageAsync(channelId, text))["seq"]!;
        }

        return seq;
    }
}

using Chat.Functions.Messages;
using Chat.Functions.Platform;

namespace Chat.Functions.Tests.Messages;

internal static class Drafts
{
    private static readonly Task<bool> Member = Task.FromResult(false);

    public static Draft Message(string channelId, string senderId, string clientId, long after = 0, string text = "hi")
    {
        var draft = Draft.Of(EntryKind.Message, channelId, senderId, clientId, after);
        return draft with { Entry = draft.Entry with { Text = text } };
    }

    public static Draft Change(
        string kind, string channelId, string senderId, string clientId, long target, string? text = null, string? reaction = null)
    {
        var draft = Draft.Of(kind, channelId, senderId, clientId, target);
        return draft with { Entry = draft.Entry with { Target = target, Text = text, Reaction = reaction } };
    }

    public static Task<Entry> SendAsync(this LogWriters instance, Draft draft, bool moderates = false) =>
        instance.SendAsync(draft, moderates ? Task.FromResult(true) : Member, CancellationToken.None);

    /// <summary>What a conforming client does: the same again until there is an answer.</summary>
    public static async Task<Entry> SendUntilAnsweredAsync(this LogWriters instance, Draft draft, bool moderates = false)
    {
        while (true)
        {
            try
            {
                return await instance.SendAsync(draft, moderates);
            }
            catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal, RetryAfterMs: not null })
            {
                // No acknowledgement: again.
            }
        }
    }
}

using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>A message somebody wants in a channel's log: all that a bad event can get wrong is checked here.</summary>
/// <param name="After">The highest number its sender knew when the message was first queued.</param>
public sealed record Draft(string ChannelId, string SenderId, string ClientId, long After, string Text)
{
    public static Draft Parse(JsonInput input, string senderId, ChatLimits limits)
    {
        input.Only("channelId", Messages.ClientId.Field, "after", "text");
        var draft = new Draft(
            input.Text("channelId"), senderId, Messages.ClientId.Read(input), input.WholeNumber("after"), input.Text("text"));
        if (!Channels.ChannelId.IsValid(draft.ChannelId))
        {
            throw Channels.ChannelId.NotFound();
        }

        if (draft.Text.Length > limits.MessageCharacters)
        {
            throw ChatException.TooLarge("text", $"text is over {limits.MessageCharacters} characters.");
        }

        return Writing.IsBlank(draft.Text)
            ? throw ChatException.Invalid("text", $"text must have 1 to {limits.MessageCharacters} characters, and something to see.")
            : draft;
    }
}

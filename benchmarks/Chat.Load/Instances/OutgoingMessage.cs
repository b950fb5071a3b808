using System.Text.Json;

namespace Chat.Load.Instances;

/// <summary>A message as its sender has it.</summary>
internal sealed record OutgoingMessage(string ChannelId, string SenderId, string ClientId, long After, string Text)
{
    /// <summary>The body of the event.</summary>
    public byte[] ToEvent() => JsonSerializer.SerializeToUtf8Bytes(
        new { ChannelId, ClientId, After, Text }, JsonSerializerOptions.Web);
}

/// <summary>The message was refused for now: the sender waits and sends the same again.</summary>
internal sealed class RefusedException(TimeSpan retryAfter) : Exception("The channel takes no more messages for now.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>A message on its way to any number of connections: one encoded frame, shared.</summary>
/// <param name="ExpiresAt">After this it is not worth sending; null for never.</param>
internal sealed record OutboundMessage(byte[] Frame, DateTimeOffset? ExpiresAt = null);

/// <summary>A frame for one socket. A reliable connection's number is put in front when it is written.</summary>
internal readonly record struct OutboundFrame(byte[] Bytes, ulong? SequenceId = null, DateTimeOffset? ExpiresAt = null);

namespace Chat.Load.Throughput;

/// <summary>A message that its sender was told is stored.</summary>
/// <param name="At">When, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
internal readonly record struct Acknowledged(string ChannelId, string SenderId, string ClientId, long Seq, long At, TimeSpan Took);

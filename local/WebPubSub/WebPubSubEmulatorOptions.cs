namespace Chat.Local.WebPubSub;

/// <summary>How a <see cref="WebPubSubEmulator"/> runs.</summary>
public sealed record WebPubSubEmulatorOptions
{
    /// <summary>Port on 127.0.0.1, or 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Signs tokens and events: its UTF-8 bytes are the key, at least 32 characters.</summary>
    public required string AccessKey { get; init; }

    /// <summary>A second key, valid beside the first one as during a key rotation.</summary>
    public string? SecondaryAccessKey { get; init; }

    /// <summary>Every wait and every date: token lifetime, recovery window, retries, message expiry.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a reliable connection waits for its client after its socket was lost. The service documents
    /// "at least 30 seconds".</summary>
    public TimeSpan RecoveryWindow { get; init; } = TimeSpan.FromSeconds(30);
}

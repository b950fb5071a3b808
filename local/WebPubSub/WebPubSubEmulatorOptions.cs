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

    /// <summary>Whether a client's close with 1000 and no reason leaves the connection recoverable. The official
    /// clients close without a code, which .NET's WebSocket reports just so, and sources disagree on what the service
    /// makes of that: false takes it for the end, true keeps a stopped client's connection for
    /// <see cref="RecoveryWindow"/>. An app has to be right with both.</summary>
    public bool RecoverAfterBareClose { get; init; }
}

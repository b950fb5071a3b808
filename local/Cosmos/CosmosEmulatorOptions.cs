namespace Chat.Local.Cosmos;

/// <summary>How to run a <see cref="CosmosEmulator"/>.</summary>
public sealed record CosmosEmulatorOptions
{
    /// <summary>The port on 127.0.0.1, or 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The SQLite file that holds the data, made when it is missing; null keeps the data in memory for the
    /// life of this instance.</summary>
    public string? DataFile { get; init; }

    /// <summary>The master key in base64. Requests that it did not sign are refused with 401.</summary>
    public required string Key { get; init; }

    /// <summary>The clock of <c>_ts</c> and of expiry, in whole seconds.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Delays of the service to simulate; none by default.</summary>
    public ServiceLatency Latency { get; init; } = new();
}

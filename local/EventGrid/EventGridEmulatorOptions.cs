namespace Chat.Local.EventGrid;

/// <summary>How an <see cref="EventGridEmulator"/> runs.</summary>
public sealed record EventGridEmulatorOptions
{
    /// <summary>Port on 127.0.0.1, or 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The topic's access key, which publishers send as <c>aeg-sas-key</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where events go that no retry could deliver, one JSON object a line; null keeps them in
    /// <see cref="EventGridEmulator.DeadLetters"/> alone.</summary>
    public string? DeadLetterFile { get; init; }

    /// <summary>Every wait: retries, the time a subscriber has to answer, the life of an event.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

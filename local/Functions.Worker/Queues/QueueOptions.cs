using System.Globalization;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>How a host works on its queues: <c>extensions.queues</c> of host.json, with the extension's own defaults and
/// bounds.</summary>
internal sealed record QueueOptions
{
    private const string Section = "extensions:queues";

    private static readonly TimeSpan ShortestPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages of one request, 1 to 32.</summary>
    public int BatchSize { get; private init; }

    /// <summary>The next batch is asked for when no more messages than this are under way.</summary>
    public int NewBatchThreshold { get; private init; }

    /// <summary>The attempts a message has before it goes to the poison queue.</summary>
    public int MaxDequeueCount { get; private init; }

    /// <summary>How long a message waits after a run that failed.</summary>
    public TimeSpan VisibilityTimeout { get; private init; }

    /// <summary>The longest wait between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; private init; }

    public QueueMessageEncoding Encoding { get; private init; }

    /// <exception cref="InvalidOperationException">A value cannot be used.</exception>
    public static QueueOptions Read(string directory, IConfiguration settings)
    {
        string? Find(string name) => HostJson.Find(directory, settings, $"{Section}:{name}");
        var batch = Number("batchSize", Find("batchSize"), 16, 1, 32);
        return new QueueOptions
        {
            BatchSize = batch,
            NewBatchThreshold = Number("newBatchThreshold", Find("newBatchThreshold"), batch / 2, 0, int.MaxValue),
            MaxDequeueCount = Number("maxDequeueCount", Find("maxDequeueCount"), 5, 1, int.MaxValue),
            VisibilityTimeout = Time("visibilityTimeout", Find("visibilityTimeout"), TimeSpan.Zero, TimeSpan.Zero),
            MaxPollingInterval = Time(
                "maxPollingInterval", Find("maxPollingInterval"), TimeSpan.FromMinutes(1), ShortestPollingInterval),
            Encoding = Find("messageEncoding")?.ToLowerInvariant() switch
            {
                null or "base64" => QueueMessageEncoding.Base64,
                "none" => QueueMessageEncoding.None,
                var other => throw Invalid("messageEncoding", other, "base64 or none"),
            },
        };
    }

    private static int Number(string name, string? text, int otherwise, int least, int most) =>
        text is null ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number
        : throw Invalid(name, text, $"a number from {least} to {most}");

    private static TimeSpan Time(string name, string? text, TimeSpan otherwise, TimeSpan least) =>
        text is null ? otherwise
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least ? time
        : throw Invalid(name, text, $"a time of {least} or more, as hh:mm:ss");

    private static InvalidOperationException Invalid(string name, string text, string expected) =>
        new($"host.json: {Section.Replace(':', '.')}.{name} is '{text}', and must be {expected}.");
}

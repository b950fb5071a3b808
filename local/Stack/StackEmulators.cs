using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.EventGrid;
using Chat.Local.WebPubSub;

namespace Chat.Local;

/// <summary>Starts the emulators as one stack needs them.</summary>
internal sealed class StackEmulators(LocalStackOptions options, DataDirectory? data, StackKeys keys)
{
    /// <summary>The account with the containers of the product.</summary>
    /// <exception cref="DataDirectoryException">Its data cannot be used.</exception>
    public async Task<CosmosEmulator> StartCosmosAsync(StartedParts parts, CancellationToken cancellationToken)
    {
        var settings = new CosmosEmulatorOptions
        {
            Port = options.Ports.Cosmos,
            DataFile = data?.CosmosFile,
            Key = keys.Cosmos,
            Time = options.Time,
        };
        try
        {
            var cosmos = parts.Add(await CosmosEmulator.StartAsync(settings, cancellationToken));
            await cosmos.CreateContainersAsync(LocalStack.Name, ContainersOfTheProduct());
            return cosmos;
        }
        catch (CosmosDataException error)
        {
            throw new DataDirectoryException($"{error.Message} --reset deletes the data and starts anew.", error);
        }
    }

    public async Task<WebPubSubEmulator> StartWebPubSubAsync(StartedParts parts, CancellationToken cancellationToken)
    {
        var settings = new WebPubSubEmulatorOptions
        {
            Port = options.Ports.WebPubSub,
            AccessKey = keys.WebPubSub,
            SecondaryAccessKey = keys.WebPubSubSecondary,
            Time = options.Time,
        };
        return parts.Add(await WebPubSubEmulator.StartAsync(
            options.RecoveryWindow is { } window ? settings with { RecoveryWindow = window } : settings,
            cancellationToken));
    }

    public async Task<EventGridEmulator> StartEventGridAsync(StartedParts parts, CancellationToken cancellationToken)
    {
        var settings = new EventGridEmulatorOptions
        {
            Port = options.Ports.EventGrid,
            Key = keys.EventGrid,
            DeadLetterFile = data?.DeadLettersFile,
            Time = options.Time,
        };
        var topic = parts.Add(await EventGridEmulator.StartAsync(settings, cancellationToken));
        foreach (var (number, webhook) in options.Webhooks.Index())
        {
            topic.Subscribe(new EventSubscription($"webhook-{number}", webhook));
        }

        return topic;
    }

    private static JsonElement ContainersOfTheProduct()
    {
        using var stream = typeof(StackEmulators).Assembly.GetManifestResourceStream("cosmos-containers.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}

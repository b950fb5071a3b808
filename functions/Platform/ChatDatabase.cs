using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Platform;

/// <summary>Section <c>Cosmos</c> of the settings.</summary>
public sealed class CosmosSettings
{
    [Required]
    public Uri? Endpoint { get; init; }

    /// <summary>Only where there is no identity, as on a laptop; without it the app's identity is used.</summary>
    public string? Key { get; init; }
}

/// <summary>The containers (infra/cosmos-containers.json defines them; the app may not, and need not, create any).</summary>
public sealed class ChatDatabase : IDisposable
{
    // Constants, since a trigger's names are: a setting in them that is not flat is not understood by all that reads them.
    public const string Name = "chat";
    public const string MessagesName = "messages";
    public const string ChannelsName = "channels";

    private readonly CosmosClient _client;

    public ChatDatabase(IOptions<CosmosSettings> settings, TokenCredential credential)
    {
        var (endpoint, key) = (settings.Value.Endpoint!.AbsoluteUri, settings.Value.Key);
        var options = new CosmosClientOptions
        {
            // Gateway: one HTTPS port, and instances that come and go keep no pool of TCP connections per replica.
            ConnectionMode = ConnectionMode.Gateway,
            EnableContentResponseOnWrite = false,
            UseSystemTextJsonSerializerWithOptions = ChatJson.Options,
            // Better a retryable answer to the caller than a function that waits for half a minute.
            MaxRetryAttemptsOnRateLimitedRequests = 3,
            MaxRetryWaitTimeOnRateLimitedRequests = TimeSpan.FromSeconds(5),
        };
        _client = string.IsNullOrEmpty(key) ? new CosmosClient(endpoint, credential, options) : new CosmosClient(endpoint, key, options);
        Messages = _client.GetContainer(Name, MessagesName);
        Channels = _client.GetContainer(Name, ChannelsName);
        Users = _client.GetContainer(Name, "users");
        Directory = _client.GetContainer(Name, "directory");
        Erasures = _client.GetContainer(Name, "erasures");
        Activity = _client.GetContainer(Name, "activity");
    }

    /// <summary>The logs: key (/channelId, /bucket), one document per entry.</summary>
    public Container Messages { get; }

    /// <summary>Key /channelId: the channel, one document per member, operation and invite; the authority on membership.</summary>
    public Container Channels { get; }

    /// <summary>Key /userId: profile, contacts, the user's channels, and where the user was named.</summary>
    public Container Users { get; }

    /// <summary>Key /scope: who there is, to be searched.</summary>
    public Container Directory { get; }

    /// <summary>Key /erasureId: the progress and the receipt of each erasure.</summary>
    public Container Erasures { get; }

    /// <summary>Key /channelId: how far each log has come, as the change feed tells.</summary>
    public Container Activity { get; }

    /// <summary>The account's default, which every read here has.</summary>
    public async Task<ConsistencyLevel> ReadConsistencyAsync() =>
        (await _client.ReadAccountAsync()).Consistency.DefaultConsistencyLevel;

    public void Dispose() => _client.Dispose();
}

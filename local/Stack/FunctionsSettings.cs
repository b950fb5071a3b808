using Chat.Local.FunctionsWorker;

namespace Chat.Local;

/// <summary>The product's settings for a stack, as its command line takes them: the same names as in Azure.</summary>
internal static class FunctionsSettings
{
    /// <param name="timerState">Where the hosts agree on who runs a timer; null for one that is alone.</param>
    public static IEnumerable<string> For(LocalStack stack, StackKeys keys, string? timerState)
    {
        yield return $"--Cosmos:Endpoint={stack.Cosmos.Endpoint}";
        yield return $"--Cosmos:Key={keys.Cosmos}";
        // The connection that a Cosmos DB trigger has unless it names another.
        yield return $"--CosmosDB=AccountEndpoint={stack.Cosmos.Endpoint};AccountKey={keys.Cosmos};";
        // Of the triggers, and of the product's own clients of queues and blobs.
        yield return $"--AzureWebJobsStorage={stack.Storage.ConnectionString}";
        yield return $"--EventGrid:TopicEndpoint={stack.EventGrid.TopicEndpoint}";
        yield return $"--EventGrid:Key={keys.EventGrid}";
        yield return $"--WebPubSub:Hub={LocalStack.Name}";
        yield return $"--WebPubSub:Endpoints:0:Endpoint={stack.WebPubSub.Endpoint}";
        yield return $"--WebPubSub:Endpoints:0:Key={keys.WebPubSub}";
        yield return $"--WebPubSub:Endpoints:0:SecondaryKey={keys.WebPubSubSecondary}";
        yield return $"--Auth:Authority={stack.Identity.Issuer}";
        yield return $"--Auth:Audience={Identity.IdentityProvider.Audience}";
        yield return "--TruncateLogSchedule=0 */15 * * * *";
        yield return "--SweepPresenceSchedule=0 * * * * *";
        foreach (var setting in stack.EventsByIdentity ? EventIdentity.Settings(stack.Identity) : [])
        {
            yield return setting;
        }

        if (timerState is not null)
        {
            yield return $"--{TimerFunctions.StateSetting}={timerState}";
        }

        if (stack.Web is { } web)
        {
            yield return $"--Host:CORS={web.GetLeftPart(UriPartial.Authority)}";
        }
    }
}

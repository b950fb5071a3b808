using System.Text.Json;

namespace Chat.Infra.Tests.Rules;

/// <summary>What the design needs of sizes: requests that meet in an instance, queues that exist, dead letters that are kept.</summary>
internal static class CapacityRules
{
    public static IEnumerable<string> Faults(Snapshot snapshot)
    {
        var app = snapshot.All("Microsoft.Web/sites").Single();
        var scale = app.Properties.GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");
        if (scale.GetProperty("triggers").GetProperty("http").GetProperty("perInstanceConcurrency").GetInt32() < 100)
        {
            yield return "Fewer than 100 requests at once leave nothing to put into one transaction";
        }

        if (app.At("properties", "siteConfig", "healthCheckPath") != "/api/health")
        {
            yield return "Nobody looks whether the app lives";
        }

        var queues = snapshot.All("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue.Name.Split('/')[^1]).ToList();
        foreach (var name in CodeSettings.Queues.SelectMany(name => new[] { name, $"{name}-poison" }).Except(queues))
        {
            yield return $"Queue {name} is missing";
        }

        foreach (var subscription in snapshot.All("Microsoft.EventGrid/topics/eventSubscriptions"))
        {
            if (!subscription.Properties.TryGetProperty("deadLetterWithResourceIdentity", out var letters) || letters.ValueKind != JsonValueKind.Object)
            {
                yield return $"{subscription}: what nobody takes is lost";
            }
        }
    }
}

namespace Chat.Infra.Tests.Rules;

/// <summary>Whatever has logs sends them to the workspace.</summary>
internal static class DiagnosticsRules
{
    private static readonly string[] Types =
    [
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/queueServices",
        "Microsoft.DocumentDB/databaseAccounts",
        "Microsoft.SignalRService/webPubSub",
        "Microsoft.EventGrid/topics",
        "Microsoft.Web/sites",
    ];

    // No logs of their own, or the place where logs go.
    private static readonly string[] Silent =
    [
        "Microsoft.Resources/resourceGroups", "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Storage/storageAccounts",
        "Microsoft.OperationalInsights/workspaces", "Microsoft.Insights/components", "Microsoft.Web/serverfarms",
        "Microsoft.Web/staticSites", "Microsoft.Insights/actionGroups", "Microsoft.Insights/metricAlerts",
        "Microsoft.Insights/scheduledQueryRules", "Microsoft.Consumption/budgets", "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Authorization/roleAssignments",
    ];

    public static IEnumerable<string> Faults(Snapshot snapshot)
    {
        var settings = snapshot.All("Microsoft.Insights/diagnosticSettings").ToList();
        foreach (var resource in snapshot.Resources)
        {
            if (Types.Contains(resource.Type))
            {
                var mine = settings.FindAll(setting => setting.Scope == resource.Id);
                if (mine.Count != 1 || mine[0].At("properties", "workspaceId")?.Contains("workspaces", StringComparison.Ordinal) != true)
                {
                    yield return $"{resource}: its logs go nowhere";
                }
            }
            else if (!Silent.Contains(resource.Type) && !Types.Any(type => resource.Type.StartsWith(type + "/", StringComparison.Ordinal))
                && !resource.Type.StartsWith("Microsoft.Storage/storageAccounts/", StringComparison.Ordinal))
            {
                yield return $"{resource}: does it have logs?";
            }
        }
    }
}

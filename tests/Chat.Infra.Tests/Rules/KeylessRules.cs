namespace Chat.Infra.Tests.Rules;

/// <summary>Nobody gets in by a key or password, in clear text, or without a name.</summary>
internal static class KeylessRules
{
    private sealed record Rule(string Type, string Wanted, params string[] Path);

    private static readonly Rule[] All =
    [
        new("Microsoft.Storage/storageAccounts", "False", "properties", "allowSharedKeyAccess"),
        new("Microsoft.Storage/storageAccounts", "False", "properties", "allowBlobPublicAccess"),
        new("Microsoft.Storage/storageAccounts", "False", "properties", "allowCrossTenantReplication"),
        new("Microsoft.Storage/storageAccounts", "True", "properties", "supportsHttpsTrafficOnly"),
        new("Microsoft.Storage/storageAccounts", "TLS1_2", "properties", "minimumTlsVersion"),
        new("Microsoft.Storage/storageAccounts/blobServices/containers", "None", "properties", "publicAccess"),
        new("Microsoft.DocumentDB/databaseAccounts", "True", "properties", "disableLocalAuth"),
        new("Microsoft.DocumentDB/databaseAccounts", "True", "properties", "disableKeyBasedMetadataWriteAccess"),
        new("Microsoft.DocumentDB/databaseAccounts", "Tls12", "properties", "minimalTlsVersion"),
        new("Microsoft.SignalRService/webPubSub", "True", "properties", "disableLocalAuth"),
        new("Microsoft.SignalRService/webPubSub/hubs", "deny", "properties", "anonymousConnectPolicy"),
        new("Microsoft.EventGrid/topics", "True", "properties", "disableLocalAuth"),
        new("Microsoft.EventGrid/topics", "1.2", "properties", "minimumTlsVersionAllowed"),
        new("Microsoft.Insights/components", "True", "properties", "DisableLocalAuth"),
        new("Microsoft.OperationalInsights/workspaces", "True", "properties", "features", "disableLocalAuth"),
        new("Microsoft.Web/sites", "True", "properties", "httpsOnly"),
        new("Microsoft.Web/sites", "1.2", "properties", "siteConfig", "minTlsVersion"),
        new("Microsoft.Web/sites", "1.2", "properties", "siteConfig", "scmMinTlsVersion"),
        new("Microsoft.Web/sites", "Disabled", "properties", "siteConfig", "ftpsState"),
        new("Microsoft.Web/sites", "UserAssignedIdentity",
            "properties", "functionAppConfig", "deployment", "storage", "authentication", "type"),
        new("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "False", "properties", "allow"),
    ];

    public static IEnumerable<string> Faults(Snapshot snapshot) =>
        [.. Wrong(snapshot), .. Missing(snapshot), .. Origins(snapshot), .. Handlers(snapshot), .. Secrets(snapshot)];

    private static IEnumerable<string> Wrong(Snapshot snapshot) =>
        from rule in All
        from resource in snapshot.All(rule.Type)
        let value = resource.At(rule.Path)
        where value != rule.Wanted
        select $"{resource}: {string.Join('.', rule.Path)} is '{value}' and must be '{rule.Wanted}'";

    /// <summary>A rule about something that is not there would hold for ever.</summary>
    private static IEnumerable<string> Missing(Snapshot snapshot) =>
        from type in All.Select(rule => rule.Type).Distinct()
        where !snapshot.All(type).Any()
        select $"{type} is missing";

    private static IEnumerable<string> Origins(Snapshot snapshot) =>
        from site in snapshot.All("Microsoft.Web/sites")
        let origins = site.At("properties", "siteConfig", "cors", "allowedOrigins") ?? ""
        where origins.Contains("\"*\"", StringComparison.Ordinal) || !origins.Contains("staticSites", StringComparison.Ordinal)
        select $"{site}: allowedOrigins is '{origins}' and must be the web client's";

    private static IEnumerable<string> Handlers(Snapshot snapshot) =>
        from hub in snapshot.All("Microsoft.SignalRService/webPubSub/hubs")
        from handler in hub.Properties.GetProperty("eventHandlers").EnumerateArray()
        where handler.GetProperty("auth").GetProperty("type").GetString() != "ManagedIdentity"
            || handler.GetProperty("urlTemplate").GetString()!.Contains("code=", StringComparison.Ordinal)
        select $"{hub}: its events come without the service's identity";

    private static IEnumerable<string> Secrets(Snapshot snapshot) =>
        from resource in snapshot.Resources
        where resource.Json.GetRawText().Contains("listKeys", StringComparison.OrdinalIgnoreCase)
            || resource.Json.GetRawText().Contains("AccountKey=", StringComparison.OrdinalIgnoreCase)
        select $"{resource}: a key is in it";
}

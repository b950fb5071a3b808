using System.Text.RegularExpressions;

namespace Chat.Infra.Tests.Rules;

/// <summary>The app gets the settings that its code and the Functions host read: all that are needed, and no others.</summary>
internal static partial class SettingsRules
{
    // By the documentation of Azure Functions and Azure.Identity.
    private static readonly string[] Host =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
    ];

    // Moved to functionAppConfig with Flex Consumption, which refuses them.
    private static readonly string[] Forbidden =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "AzureWebJobsStorage",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE",
    ];

    // Keys have no place where there is an identity.
    private static readonly string[] Keyless = ["Cosmos__Key", "EventGrid__Key", "WebPubSub__Endpoints__0__Key", "WebPubSub__Endpoints__0__SecondaryKey"];

    public static IEnumerable<string> Faults(Snapshot snapshot)
    {
        var given = snapshot.Settings.Keys.Select(name => Index().Replace(name, "__0")).ToHashSet();
        var known = CodeSettings.All.Select(setting => setting.Name).Concat(Host).ToHashSet();
        var needed = CodeSettings.All.Where(setting => setting.IsRequired).Select(setting => setting.Name).Concat(Host);
        return
        [
            .. given.Except(known).Select(name => $"Setting {name} is read by nobody"),
            .. needed.Except(given).Select(name => $"Setting {name} is missing"),
            .. given.Intersect(Forbidden.Concat(Keyless)).Select(name => $"Setting {name} must not be there"),
        ];
    }

    [GeneratedRegex(@"__\d+(?=__|$)")]
    private static partial Regex Index();
}

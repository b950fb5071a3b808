using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>The host.json of an app, with what app settings change in it.</summary>
internal static class HostJson
{
    /// <summary>Settings below this one stand for those of host.json.</summary>
    private const string Overrides = "AzureFunctionsJobHost";

    /// <summary>What stands before every route; <c>api</c> where host.json does not say otherwise.</summary>
    public static string RoutePrefix(string directory, IConfiguration settings) =>
        Find(directory, settings, "extensions:http:routePrefix") ?? "api";

    /// <summary>A value of host.json, or of the setting that stands for it; null where neither has it.</summary>
    public static string? Find(string directory, IConfiguration settings, string key) =>
        settings[$"{Overrides}:{key}"]
        ?? new ConfigurationBuilder().AddJsonFile(Path.Combine(directory, "host.json"), optional: true).Build()[key];
}

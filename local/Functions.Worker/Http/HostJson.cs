using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>The host.json of an app.</summary>
internal static class HostJson
{
    /// <summary>What stands before every route; <c>api</c> where host.json does not say otherwise.</summary>
    public static string RoutePrefix(string directory) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(directory, "host.json"), optional: true)
            .Build()["extensions:http:routePrefix"] ?? "api";
}

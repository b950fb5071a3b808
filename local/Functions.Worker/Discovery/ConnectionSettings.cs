using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>Connection strings, under the names where the Functions host looks, in its order.</summary>
internal static class ConnectionSettings
{
    /// <param name="name">As the attribute of the trigger has it.</param>
    /// <param name="endpoint">The key of a section that needs an identity instead.</param>
    /// <param name="example">What a connection string looks like.</param>
    /// <exception cref="InvalidFunctionException">There is none.</exception>
    public static string ConnectionString(
        this IConfiguration settings, string function, string name, string endpoint, string example)
    {
        string[] keys = [$"ConnectionStrings:AzureWebJobs{name}", $"AzureWebJobs{name}", $"ConnectionStrings:{name}", name];
        if (keys.Select(key => settings[key]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is { } found)
        {
            return found;
        }

        var hasEndpoint = keys.Any(key => settings.GetSection(key)[endpoint] is not null);
        throw new InvalidFunctionException(function, hasEndpoint
            ? $"Its connection '{name}' is a section with {endpoint}; without an identity it has to be a connection string."
            : $"Its connection '{name}' is no setting: {example} is expected there.");
    }
}

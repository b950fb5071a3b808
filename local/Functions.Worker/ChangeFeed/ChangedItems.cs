using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chat.Local.FunctionsWorker;

/// <summary>What a function takes of a feed: the JSON array of the items, or what the app's own settings for
/// System.Text.Json make of it.</summary>
internal static class ChangedItems
{
    private static readonly Type[] _lists =
        [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(List<>)];

    public static bool CanBe(Type type) =>
        type == typeof(string)
        || type.IsSZArray
        || (type.IsGenericType && _lists.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Inside the invocation, so that middleware sees an item that cannot be read fail as the function
    /// would.</summary>
    public static ParameterSource SourceOf(Type type) => type == typeof(string)
        ? TriggerValue.Of
        : context => JsonSerializer.Deserialize((string)TriggerValue.Of(context), type, OptionsOf(context));

    /// <summary>The items of a page of the feed as the service sends it.</summary>
    public static async Task<string> ReadAsync(Stream page, CancellationToken cancellationToken)
    {
        using var document = await JsonDocument.ParseAsync(page, cancellationToken: cancellationToken);
        return document.RootElement.GetProperty("Documents").GetRawText();
    }

    private static JsonSerializerOptions OptionsOf(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
}

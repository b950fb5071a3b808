using System.Reflection;
using System.Text.Json;
using Azure.Messaging;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>What a function takes of an event, or of several: the CloudEvent or its JSON.</summary>
internal static class EventGridBinding
{
    private static readonly Dictionary<Type, Func<string, object?>> _single = new()
    {
        [typeof(CloudEvent)] = static json => JsonSerializer.Deserialize<CloudEvent>(json),
        [typeof(BinaryData)] = static json => BinaryData.FromString(json),
        [typeof(string)] = static json => json,
    };

    private static readonly Dictionary<Type, Func<string, object?>> _batch = new()
    {
        [typeof(CloudEvent[])] = static json => JsonSerializer.Deserialize<CloudEvent[]>(json),
        [typeof(BinaryData[])] = static json => Each(json).Select(BinaryData.FromString).ToArray(),
        [typeof(string[])] = static json => Each(json).ToArray(),
    };

    // Inside the invocation, so that middleware sees an event that cannot be read fail as the function would.
    public static ParameterSource SourceOf(string function, ParameterInfo parameter, bool isBatched)
    {
        var readers = isBatched ? _batch : _single;
        return readers.TryGetValue(parameter.ParameterType, out var read)
            ? context => read((string)TriggerValue.Of(context))
            : throw new InvalidFunctionException(function, isBatched
                ? $"Its Event Grid trigger '{parameter.Name}' is batched, and no array of CloudEvent, BinaryData or string."
                : $"Its Event Grid trigger '{parameter.Name}' is no CloudEvent, BinaryData or string.");
    }

    private static IEnumerable<string> Each(string json)
    {
        using var events = JsonDocument.Parse(json);
        return [.. events.RootElement.EnumerateArray().Select(each => each.GetRawText())];
    }
}

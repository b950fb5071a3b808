using System.Reflection;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chat.Local.FunctionsWorker;

/// <summary>What a function takes of a queue's message: all of it, its text, or what the app's own settings for
/// System.Text.Json make of the text.</summary>
internal static class QueueMessageBinding
{
    // Inside the invocation, so that a text that is no JSON fails as the function would, and is tried again.
    public static ParameterSource SourceOf(string function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type == typeof(QueueMessage) ? TriggerValue.Of
            : type == typeof(BinaryData) ? context => MessageOf(context).Body
            : type == typeof(string) ? context => MessageOf(context).Body.ToString()
            : type == typeof(byte[]) ? context => MessageOf(context).Body.ToArray()
            : IsPlain(type) ? context => Read(context, type)
            : throw new InvalidFunctionException(
                function,
                $"Its queue trigger '{parameter.Name}' is no QueueMessage, BinaryData, string, byte[] or class for JSON.");
    }

    private static bool IsPlain(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type != typeof(object) && !typeof(Delegate).IsAssignableFrom(type);

    private static object? Read(FunctionContext context, Type type) => JsonSerializer.Deserialize(
        MessageOf(context).Body, type, context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value);

    private static QueueMessage MessageOf(FunctionContext context) => (QueueMessage)TriggerValue.Of(context);
}

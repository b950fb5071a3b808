using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function with what starts it.</summary>
internal abstract class HostedFunction(FunctionMethod method, RetryAttribute? retries)
{
    public string Name => Method.Name;

    public FunctionMethod Method { get; } = method;

    public RetryPolicy Retries { get; } = new(retries);

    public abstract FunctionListing Listing { get; }

    /// <summary>Where the arguments of a function come from that no HTTP request starts.</summary>
    protected static ParameterSource SourceOf(
        string function, ParameterInfo parameter, ParameterInfo trigger, ParameterSource triggerSource) =>
        // By its place: reflection may show one parameter as two objects when two hosts start at once.
        parameter.Position == trigger.Position ? triggerSource
        : parameter.ParameterType == typeof(FunctionContext) ? static context => context
        : parameter.ParameterType == typeof(CancellationToken) ? static context => context.CancellationToken
        : throw new InvalidFunctionException(
            function, $"Nothing can be bound to its parameter '{parameter.Name}' ({parameter.ParameterType}).");

    /// <summary>The way to the end of a function that has nobody to answer.</summary>
    protected static Func<object?, ValueTask<object?>> CompletionOf(string function, MethodInfo method) =>
        method.ReturnType == typeof(void) || method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask)
            ? ReturnValue.ReaderFor(method.ReturnType)!
            : throw new InvalidFunctionException(
                function, $"It returns {method.ReturnType}, which nobody takes: void, Task and ValueTask are supported.");
}

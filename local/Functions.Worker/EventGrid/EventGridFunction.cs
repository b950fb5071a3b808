using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function that events of an Event Grid subscription start.</summary>
internal sealed class EventGridFunction : HostedFunction
{
    private EventGridFunction(FunctionMethod method, bool isBatched)
        : base(method, retries: null) => IsBatched = isBatched;

    public bool IsBatched { get; }

    public override FunctionListing Listing => new(Name, [], EventGridEndpoint.PathOf(Name), "eventGridTrigger");

    public static EventGridFunction Create(
        string name, MethodInfo method, EventGridTriggerAttribute trigger, ParameterInfo parameter)
    {
        if (method.GetCustomAttribute<RetryAttribute>() is not null)
        {
            throw new InvalidFunctionException(
                name, "A retry attribute does nothing for Event Grid: the subscription delivers again what fails.");
        }

        var source = EventGridBinding.SourceOf(name, parameter, trigger.IsBatched);
        var function = new FunctionMethod(
            name,
            method,
            new Trigger(parameter.Name!, "eventGridTrigger"),
            [.. method.GetParameters().Select(each => SourceOf(name, each, parameter, source))],
            CompletionOf(name, method));
        return new EventGridFunction(function, trigger.IsBatched);
    }
}

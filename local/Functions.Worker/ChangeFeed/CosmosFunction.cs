using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function that the changes of a container start.</summary>
internal sealed class CosmosFunction : HostedFunction
{
    private CosmosFunction(FunctionMethod method, MethodInfo code, CosmosDBTriggerAttribute trigger, FeedNames names)
        : base(method, code.GetCustomAttribute<RetryAttribute>()) => (Trigger, Names) = (trigger, names);

    public CosmosDBTriggerAttribute Trigger { get; }

    public FeedNames Names { get; }

    /// <summary>Where a function without leases begins; null is with the next change.</summary>
    public DateTime? StartTime =>
        Trigger.StartFromBeginning ? DateTime.MinValue.ToUniversalTime()
        : Trigger.StartFromTime is { } time ? ReadTime(time)
        : null;

    public override FunctionListing Listing => new(Name, [], $"{Names.Database}/{Names.Container}", "cosmosDBTrigger");

    public static CosmosFunction Create(
        string name,
        MethodInfo method,
        CosmosDBTriggerAttribute trigger,
        ParameterInfo parameter,
        IConfiguration settings)
    {
        if (ReasonToRefuse(trigger, parameter) is { } reason)
        {
            throw new InvalidFunctionException(name, reason);
        }

        var source = ChangedItems.SourceOf(parameter.ParameterType);
        var function = new FunctionMethod(
            name,
            method,
            new Trigger(parameter.Name!, "cosmosDBTrigger"),
            [.. method.GetParameters().Select(each => SourceOf(name, each, parameter, source))],
            CompletionOf(name, method));
        return new CosmosFunction(function, method, trigger, FeedNames.Of(name, trigger, settings));
    }

    private static string? ReasonToRefuse(CosmosDBTriggerAttribute trigger, ParameterInfo parameter) =>
        !ChangedItems.CanBe(parameter.ParameterType)
            ? $"Its Cosmos DB trigger '{parameter.Name}' is no string, array or list."
            : trigger.ChangeFeedMode != CosmosDBChangeFeedMode.LatestVersion
            ? "The feed of all versions and deletes is not supported."
            : trigger is { StartFromBeginning: true, StartFromTime: not null }
            ? "It starts from the beginning or from a time, not from both."
            : trigger.StartFromTime is { } time && ReadTime(time) is null
            ? $"Its start '{time}' is no time: 2030-01-31T12:00:00Z is one."
            : null;

    private static DateTime? ReadTime(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? DateTime.SpecifyKind(time, DateTimeKind.Utc)
            : null;
}

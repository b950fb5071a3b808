namespace Chat.Local.FunctionsWorker;

/// <summary>The functions of a built app, in the order of their names. A service of its host.</summary>
public sealed class FunctionCatalog
{
    internal FunctionCatalog(IReadOnlyList<FunctionListing> functions) => Functions = functions;

    public IReadOnlyList<FunctionListing> Functions { get; }
}

/// <summary>A function as a person reads it in a list.</summary>
/// <param name="Name">Name as in its attribute.</param>
/// <param name="Methods">Permitted HTTP methods in upper case; empty where any is, and for other triggers.</param>
/// <param name="Route">Template with the prefix, without a leading slash: <c>api/channels/{channelId}</c>. Of a timer
/// its schedule, of a change feed <c>database/container</c>, of a queue its name, of Event Grid the webhook to which a subscription delivers.</param>
/// <param name="Trigger"><c>httpTrigger</c>, <c>timerTrigger</c>, <c>cosmosDBTrigger</c>,
/// <c>queueTrigger</c> or <c>eventGridTrigger</c>.</param>
public sealed record FunctionListing(
    string Name, IReadOnlyList<string> Methods, string Route, string Trigger = "httpTrigger");

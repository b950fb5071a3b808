namespace Chat.Local.FunctionsWorker;

/// <summary>The functions of a built app, in the order of their names. A service of its host.</summary>
public sealed class FunctionCatalog
{
    internal FunctionCatalog(IReadOnlyList<FunctionListing> functions) => Functions = functions;

    public IReadOnlyList<FunctionListing> Functions { get; }
}

/// <summary>A function as a person reads it in a list.</summary>
/// <param name="Name">Name as in its attribute.</param>
/// <param name="Methods">Permitted HTTP methods in upper case; empty where any is.</param>
/// <param name="Route">Template with the prefix, without a leading slash: <c>api/channels/{channelId}</c>.</param>
public sealed record FunctionListing(string Name, IReadOnlyList<string> Methods, string Route);

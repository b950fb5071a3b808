namespace Chat.Local.Cosmos.Query;

/// <summary>Refusals of query text. All are 400: the service answers the same for what it cannot read.</summary>
internal static class QueryError
{
    public static CosmosError Syntax(string problem, int position) =>
        CosmosError.BadRequest($"Syntax error in the query at position {position}: {problem}.");

    public static CosmosError Unsupported(string what) =>
        CosmosError.BadRequest($"This emulator does not support {what} in a query.");
}

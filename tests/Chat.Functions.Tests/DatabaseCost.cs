using Chat.Local;

namespace Chat.Functions.Tests;

/// <summary>What some work asks of the database.</summary>
internal sealed record DatabaseCost(int Reads, int Writes, int Queries)
{
    private static readonly string[] WriteOperations = ["create", "replace", "upsert", "patch", "delete", "batch"];

    public static async Task<DatabaseCost> OfAsync(LocalStack stack, Func<Task> work)
    {
        stack.Cosmos.Requests.Clear();
        await work();
        var operations = stack.Cosmos.Requests.Snapshot().Select(request => request.Operation).ToList();
        return new DatabaseCost(
            operations.Count(operation => operation == "read"),
            operations.Count(operation => WriteOperations.Contains(operation)),
            operations.Count(operation => operation is "query" or "plan"));
    }
}

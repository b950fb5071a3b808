using System.Text.Json;
using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Documentation;

/// <summary>Refuses query parameters that the description of the API does not know: a misspelt one must not be ignored. So that every
/// route does, and what is described is what is taken, they are read from there.</summary>
public sealed class KnownParameters : IFunctionsWorkerMiddleware
{
    private static readonly Dictionary<string, string[]> ByFunction = Read();

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        QueryInput.Only(context.GetHttpContext()!.Request.Query, ByFunction.GetValueOrDefault(context.FunctionDefinition.Name, []));
        return next(context);
    }

    private static Dictionary<string, string[]> Read() => ApiDescription.Root.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject())
        .ToDictionary(
            operation => operation.Value.GetProperty("operationId").GetString()!,
            operation => operation.Value.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Select(parameter => ApiDescription.Resolve(ApiDescription.Root, parameter))
                    .Where(IsOfQuery).Select(parameter => parameter.GetProperty("name").GetString()!).ToArray()
                : []);

    private static bool IsOfQuery(JsonElement parameter) => parameter.GetProperty("in").ValueEquals("query");
}

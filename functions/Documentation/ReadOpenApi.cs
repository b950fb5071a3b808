using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Documentation;

/// <summary>The HTTP API in OpenAPI 3.1: open, since it says nothing of anybody.</summary>
public sealed class ReadOpenApi
{
    [Function(nameof(ReadOpenApi))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Bytes(ApiDescription.Json, "application/json");
}

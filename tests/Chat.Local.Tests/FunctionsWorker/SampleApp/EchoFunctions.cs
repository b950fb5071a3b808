using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

public sealed class EchoFunctions
{
    [Function("EchoSlug")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "echo/{slug}")] HttpRequest request, string slug) =>
        Results.Text(slug);
}

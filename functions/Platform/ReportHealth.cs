using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Platform;

/// <summary>Answers as soon as the app runs; asks nothing of the services behind, so that their outage restarts nobody.</summary>
public sealed class ReportHealth
{
    [Function(nameof(ReportHealth))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) => Results.NoContent();
}

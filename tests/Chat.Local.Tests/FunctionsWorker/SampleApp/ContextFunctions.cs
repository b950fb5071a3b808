using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

/// <summary>Lets a test follow a waiting invocation.</summary>
public sealed class Waiting
{
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public sealed class ContextFunctions
{
    [Function("Describe")]
    public IResult Describe([HttpTrigger("get")] HttpRequest request, FunctionContext context) => Results.Json(new
    {
        context.FunctionDefinition.Name,
        context.FunctionDefinition.EntryPoint,
        Assembly = Path.GetFileName(context.FunctionDefinition.PathToAssembly),
        Trigger = context.FunctionDefinition.InputBindings["request"].Type,
        Parameters = string.Join(' ', context.FunctionDefinition.Parameters.Select(each => each.Type.Name)),
        SameId = context.FunctionId == context.FunctionDefinition.Id,
        context.InvocationId,
        SameRequest = ReferenceEquals(context.GetHttpContext()!.Request, request),
    });

    [Function("Wait")]
    public async Task<IResult> Wait(
        [HttpTrigger("get")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        var waiting = (Waiting)context.InstanceServices.GetService(typeof(Waiting))!;
        waiting.Started.SetResult();
        var never = new TaskCompletionSource();
        try
        {
            await never.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (context.CancellationToken == cancellationToken)
        {
            waiting.Cancelled.SetResult();
            throw;
        }

        return Results.Ok();
    }
}

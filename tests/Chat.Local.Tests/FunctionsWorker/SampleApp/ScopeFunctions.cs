using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

/// <summary>A scoped service: one per invocation, disposed with it.</summary>
public sealed class Visit(Visits visits) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => visits.Disposed.TrySetResult(Id);
}

/// <summary>A singleton that sees visits end.</summary>
public sealed class Visits
{
    public TaskCompletionSource<Guid> Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public sealed class ScopeFunctions(Visit visit)
{
    private int _calls;

    [Function("Scope")]
    public IResult Run([HttpTrigger("get")] HttpRequest request, FunctionContext context) => Results.Json(new
    {
        visit.Id,
        InRequest = ((Visit)request.HttpContext.RequestServices.GetService(typeof(Visit))!).Id,
        InContext = ((Visit)context.InstanceServices.GetService(typeof(Visit))!).Id,
        Calls = ++_calls,
    });
}

using System.Threading.Channels;
using Azure.Messaging;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.EventGridApp;

/// <summary>What the event functions of the sample say of their runs.</summary>
public sealed class EventRuns
{
    public Channel<string> Seen { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Whether a run fails that was given this.</summary>
    public Func<string, bool> Fails { get; set; } = static _ => false;

    public void Take(string what)
    {
        Seen.Writer.TryWrite(what);
        if (Fails(what))
        {
            throw new InvalidOperationException("As planned.");
        }
    }
}

public sealed class CloudEventFunctions(EventRuns runs)
{
    [Function("OnEvent")]
    public void Run([EventGridTrigger] CloudEvent each, FunctionContext context) =>
        runs.Take($"{context.FunctionDefinition.Name} {each.Type} {each.Data}");
}

public sealed class EventBatchFunctions(EventRuns runs)
{
    [Function("OnEvents")]
    public void Run([EventGridTrigger(IsBatched = true)] CloudEvent[] events) =>
        runs.Take(string.Join(' ', events.Select(each => each.Id)));
}

public sealed class EventTextFunctions(EventRuns runs)
{
    [Function("OnText")]
    public void Run([EventGridTrigger] string json) => runs.Take(json);
}

public sealed class UnbatchedArrayFunctions(EventRuns runs)
{
    [Function("Unbatched")]
    public void Run([EventGridTrigger] CloudEvent[] events) => runs.Take($"{events.Length}");
}

public sealed class BatchedTextFunctions(EventRuns runs)
{
    [Function("BatchedText")]
    public void Run([EventGridTrigger(IsBatched = true)] string json) => runs.Take(json);
}

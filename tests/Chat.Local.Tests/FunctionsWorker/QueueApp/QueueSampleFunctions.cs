using System.Threading.Channels;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.QueueApp;

/// <summary>What the queue functions of the sample say of their runs, and what they are to do in them.</summary>
public sealed class QueueRuns
{
    public Channel<string> Seen { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Runs inside each run, after it was seen.</summary>
    public Func<string, CancellationToken, Task> During { get; set; } = static (_, _) => Task.CompletedTask;

    public async Task TakeAsync(string text, CancellationToken cancellationToken)
    {
        Seen.Writer.TryWrite(text);
        await During(text, cancellationToken);
    }
}

public sealed class TextQueueFunctions(QueueRuns runs)
{
    [Function("Text")]
    public Task Run([QueueTrigger("notes")] string text, CancellationToken cancellationToken) =>
        runs.TakeAsync(text, cancellationToken);
}

public sealed class MessageQueueFunctions(QueueRuns runs)
{
    [Function("Message")]
    public Task Run([QueueTrigger("%Sample:Queue%", Connection = "Sample")] QueueMessage message) =>
        runs.TakeAsync($"{message.Body} {message.DequeueCount}", CancellationToken.None);
}

public sealed class BinaryQueueFunctions(QueueRuns runs)
{
    [Function("Binary")]
    public Task Run([QueueTrigger("notes")] BinaryData data, FunctionContext context) =>
        runs.TakeAsync($"{context.FunctionDefinition.Name} {data}", CancellationToken.None);
}

public sealed record Note(string Text, int Number);

public sealed class JsonQueueFunctions(QueueRuns runs)
{
    [Function("Json")]
    public Task Run([QueueTrigger("notes")] Note note) => runs.TakeAsync($"{note.Text} {note.Number}", CancellationToken.None);
}

using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.ChangeFeedApp;

public sealed record Note(string Id, string Text);

/// <summary>What the functions of the sample were given, and what they are to do with it.</summary>
public sealed class FeedRuns
{
    public Channel<string> Seen { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Runs before the items count as seen.</summary>
    public Func<IReadOnlyList<string>, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async Task TakeAsync(params IReadOnlyList<string> texts)
    {
        await Before(texts);
        foreach (var text in texts)
        {
            Seen.Writer.TryWrite(text);
        }
    }
}

public sealed class ListFunctions(FeedRuns runs)
{
    [Function("Listen")]
    [ExponentialBackoffRetry(-1, "00:00:00.050", "00:00:01")]
    public Task Run(
        [CosmosDBTrigger(
            "%Sample:Database%", "notes", Connection = "Sample", StartFromBeginning = true,
            FeedPollDelay = 50, LeaseAcquireInterval = 200)]
        IReadOnlyList<Note> notes) => runs.TakeAsync([.. notes.Select(note => note.Text)]);
}

public sealed class ShortLeaseFunctions(FeedRuns runs)
{
    [Function("ShortLease")]
    public Task Run(
        [CosmosDBTrigger(
            "chat", "notes", Connection = "Sample", StartFromBeginning = true, FeedPollDelay = 50,
            LeaseAcquireInterval = 200, LeaseRenewInterval = 400, LeaseExpirationInterval = 2000)]
        Note[] notes) => runs.TakeAsync([.. notes.Select(note => note.Text)]);
}

public sealed class TextFunctions(FeedRuns runs)
{
    [Function("Text")]
    public Task Run(
        [CosmosDBTrigger(
            "chat", "notes", Connection = "Sample", LeaseContainerPrefix = "text", StartFromBeginning = true,
            FeedPollDelay = 50, MaxItemsPerInvocation = 1)]
        string json) => runs.TakeAsync(json);
}

public sealed class OwnLeasesFunctions(FeedRuns runs)
{
    [Function("OwnLeases")]
    public Task Run(
        [CosmosDBTrigger(
            "chat", "notes", Connection = "Sample", LeaseContainerName = "own", CreateLeaseContainerIfNotExists = true,
            StartFromTime = "2001-01-01T00:00:00Z", FeedPollDelay = 50)]
        List<Note> notes) => runs.TakeAsync([.. notes.Select(note => note.Text)]);
}

public sealed class SameLeasesFunctions
{
    [Function("Former")]
    public void Run([CosmosDBTrigger("chat", "notes", Connection = "Sample")] string json) => Assert.NotEmpty(json);

    [Function("Latter")]
    public void RunToo([CosmosDBTrigger("chat", "notes", Connection = "Sample")] Note[] notes) => Assert.NotEmpty(notes);
}

public sealed class OneNoteFunctions
{
    [Function("OneNote")]
    public void Run([CosmosDBTrigger("chat", "notes", Connection = "Sample")] Note note) => Assert.NotNull(note);
}

public sealed class NoContainerFunctions
{
    [Function("NoContainer")]
    public void Run([CosmosDBTrigger("chat", "nothing", Connection = "Sample")] string json) => Assert.NotEmpty(json);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Storage;
using Azure.Storage.Queues;

namespace Chat.Local.Tests.Stack;

public sealed class StorageTests
{
    private const string Queue = "kept-notes";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_stack_leaves_no_storage_behind_and_the_next_has_its_messages()
    {
        using var temporary = new TemporaryDirectory();
        Process azurite;
        await using (var stack = await StackProcess.StartAsync(temporary.Path))
        {
            azurite = Process.GetProcessById(await ProcessIdAsync(temporary.Path));
            var queue = await QueueAsync(stack, temporary.Path);
            await queue.CreateAsync(cancellationToken: Cancel);
            await queue.SendMessageAsync("kept", Cancel);
            await stack.KillAsync();
        }

        await using var next = await StackProcess.StartAsync(temporary.Path);

        using (azurite)
        {
            Assert.True(azurite.HasExited);
        }

        var message = await (await QueueAsync(next, temporary.Path)).ReceiveMessageAsync(cancellationToken: Cancel);
        Assert.Equal("kept", message.Value.Body.ToString());
    }

    [Fact]
    public async Task Stacks_without_data_share_a_process_and_no_queue()
    {
        await using var first = await LocalStack.StartAsync(new(), Cancel);
        await using var second = await LocalStack.StartAsync(new(), Cancel);
        await new QueueClient(first.Storage.ConnectionString, Queue).CreateAsync(cancellationToken: Cancel);

        Assert.Equal(first.Storage.Queue.Port, second.Storage.Queue.Port);
        Assert.False(await new QueueClient(second.Storage.ConnectionString, Queue).ExistsAsync(Cancel));
    }

    [Fact]
    public async Task Storage_that_dies_is_told_to_the_person_at_the_keyboard()
    {
        var told = new TaskCompletionSource<string>();
        await using var stack = await LocalStack.StartAsync(
            new() { OwnStorage = true, FunctionsOutput = line => told.TrySetResult(line) }, Cancel);

        using (var process = Process.GetProcessById(stack.OwnStorage!.ProcessId))
        {
            process.Kill();
        }

        var line = await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.StartsWith("[storage] Azurite has ended by itself", line, StringComparison.Ordinal);
    }

    private static async Task<int> ProcessIdAsync(string data) => int.Parse(
        await File.ReadAllTextAsync(Path.Combine(data, "storage", "running"), Cancel), CultureInfo.InvariantCulture);

    private static async Task<QueueClient> QueueAsync(StackProcess stack, string data)
    {
        using var keys = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(data, "keys.json"), Cancel));
        return new QueueClient(
            new Uri($"{stack.Addresses["Queues"]}/{Queue}"),
            new StorageSharedKeyCredential(LocalStack.Name, keys.RootElement.GetProperty("Storage").GetString()));
    }
}

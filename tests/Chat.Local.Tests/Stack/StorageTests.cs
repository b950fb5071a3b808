using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Azure.Storage;
using Azure.Storage.Queues;
using Chat.Local.Tests.EventGrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public void Data_of_an_older_build_gets_the_keys_that_it_lacks_once_and_keeps_the_others()
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary.Path);
        var first = StackKeys.Of(data);
        var older = JsonNode.Parse(File.ReadAllBytes(data.KeysFile))!.AsObject();
        older.Remove("Storage");
        older.Remove("EventGrid");
        File.WriteAllText(data.KeysFile, older.ToJsonString());

        var completed = StackKeys.Of(data);

        Assert.Equal((first.Cosmos, first.WebPubSub, first.IdentityPem), (completed.Cosmos, completed.WebPubSub, completed.IdentityPem));
        Assert.NotEqual(first.Storage, completed.Storage);
        Assert.Equal(completed, StackKeys.Of(data));
    }

    [Fact]
    public async Task A_webhook_of_the_stack_is_told_of_what_is_published_to_its_topic()
    {
        await using var subscriber = await TestSubscriber.StartAsync();
        await using var stack = await LocalStack.StartAsync(new() { Webhooks = [subscriber.Endpoint] }, Cancel);
        var settings = stack.Functions.Host.Services.GetRequiredService<IConfiguration>();

        await new EventGridPublisherClient(
            new Uri(settings["EventGrid:TopicEndpoint"]!), new AzureKeyCredential(settings["EventGrid:Key"]!))
            .SendEventAsync(new CloudEvent("/chat", "Chat.Tested", null) { Id = "one" }, Cancel);

        var told = await subscriber.NextAsync();
        Assert.Equal(("one", "webhook-0"), (told.Id, told.Subscription));
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

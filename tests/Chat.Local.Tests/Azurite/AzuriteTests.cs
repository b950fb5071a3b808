using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Chat.Local.Azurite;
using Chat.Local.Emulation;
using Chat.Local.Tests.Stack;

namespace Chat.Local.Tests.Azurite;

public sealed class AzuriteTests
{
    private const string Account = "chat";

    private readonly Dictionary<string, string> _accounts = new() { [Account] = AzuriteOptions.RandomKey() };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_clients_find_queues_and_blobs()
    {
        var connection = await SharedAzurite.TakeAccountAsync(Cancel);
        var queue = new QueueClient(connection, "notes");
        await queue.CreateAsync(cancellationToken: Cancel);
        await queue.SendMessageAsync("hi", Cancel);
        var blobs = new BlobContainerClient(connection, "files");
        await blobs.CreateAsync(cancellationToken: Cancel);
        await blobs.UploadBlobAsync("a", BinaryData.FromString("text"), Cancel);

        Assert.Equal("hi", (await queue.ReceiveMessageAsync(cancellationToken: Cancel)).Value.Body.ToString());
        Assert.Equal("text", (await blobs.GetBlobClient("a").DownloadContentAsync(Cancel)).Value.Content.ToString());
    }

    [Fact]
    public async Task Nobody_finds_the_queues_of_another_account()
    {
        var (ann, eve) = (await SharedAzurite.TakeAccountAsync(Cancel), await SharedAzurite.TakeAccountAsync(Cancel));
        await new QueueClient(ann, "notes").CreateAsync(cancellationToken: Cancel);

        Assert.False(await new QueueClient(eve, "notes").ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_stop_keeps_what_was_stored_and_a_start_finds_it()
    {
        using var data = new TemporaryDirectory();
        var options = new AzuriteOptions { Accounts = _accounts, DataDirectory = Path.Combine(data.Path, "storage") };
        await using (var first = await AzuriteProcess.StartAsync(options, Cancel))
        {
            var queue = new QueueClient(first.ConnectionString(Account), "notes");
            await queue.CreateAsync(cancellationToken: Cancel);
            await queue.SendMessageAsync("kept", Cancel);
        }

        await using var second = await AzuriteProcess.StartAsync(options, Cancel);
        var kept = await new QueueClient(second.ConnectionString(Account), "notes").ReceiveMessageAsync(cancellationToken: Cancel);
        Assert.Equal("kept", kept.Value.Body.ToString());
    }

    [Fact]
    public async Task A_key_of_another_data_directory_is_refused()
    {
        var connection = await SharedAzurite.TakeAccountAsync(Cancel);
        var key = connection.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => new QueueClient(
            connection.Replace(key, $"AccountKey={AzuriteOptions.RandomKey()}", StringComparison.Ordinal), "notes")
            .CreateAsync(cancellationToken: Cancel));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<PortTakenException>(
            () => AzuriteProcess.StartAsync(new() { Accounts = _accounts, QueuePort = port }, Cancel));

        Assert.Equal(("queue storage", port), (failure.Name, failure.Port));
    }

    [Fact]
    public async Task A_crash_is_told_in_words()
    {
        var told = new TaskCompletionSource<string>();
        await using var azurite = await AzuriteProcess.StartAsync(
            new() { Accounts = _accounts, Crashed = told.SetResult }, Cancel);

        using (var process = Process.GetProcessById(azurite.ProcessId))
        {
            process.Kill();
        }

        var words = await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.StartsWith("Azurite has ended by itself (exit ", words, StringComparison.Ordinal);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.Cosmos.Query;
using Microsoft.Azure.Cosmos;
using Microsoft.Data.Sqlite;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>What survives a restart, and a death.</summary>
public sealed class Durability : IDisposable
{
    private static readonly JsonElement Containers = Account.Definitions("""
        [{"id":"log","partitionKey":{"paths":["/channelId"],"kind":"Hash"},
          "uniqueKeyPolicy":{"uniqueKeys":[{"paths":["/author","/likes"]}]}}]
        """);

    private readonly string _directory = Directory.CreateTempSubdirectory("cosmos-").FullName;

    private string DataFile => Path.Combine(_directory, "cosmos.db");

    [Fact]
    public async Task A_restart_on_the_same_file_keeps_items_etags_and_resource_ids()
    {
        ContainerProperties before;
        JsonElement item;
        await using (var emulator = await StartAsync())
        {
            using var client = Account.Connect(emulator);
            var log = client.GetContainer("chat", "log");
            before = await log.ReadContainerAsync();
            await log.CreateItemAsync(NewMessage("general", 1), In("general"));
            item = (await log.ReadItemAsync<JsonElement>("general-001", In("general"))).Resource;
            await log.DeleteItemAsync<Message>((await log.CreateItemAsync(NewMessage("general", 2))).Resource.Id, In("general"));
        }

        await using var again = await StartAsync();
        using var reader = Account.Connect(again);
        var same = reader.GetContainer("chat", "log");
        ContainerProperties after = await same.ReadContainerAsync();
        Assert.Equal((before.SelfLink, before.ETag), (after.SelfLink, after.ETag));
        var read = (await same.ReadItemAsync<JsonElement>("general-001", In("general"))).Resource;
        Assert.Equal(item.GetRawText(), read.GetRawText());
        var next = await same.CreateItemAsync(
            JsonElement.Parse("""{"id":"x","channelId":"general"}"""), In("general"));
        Assert.NotEqual(item.GetProperty("_rid").GetString(), next.Resource.GetProperty("_rid").GetString());
        await RefusedAsync(HttpStatusCode.Conflict, () => same.CreateItemAsync(NewMessage("general", 3) with { Author = "Bob" }));
    }

    [Fact]
    public async Task The_file_keeps_a_bounded_number_of_query_indexes_over_restarts()
    {
        for (var run = 0; run < 2; run++)
        {
            await using var emulator = await StartAsync();
            using var client = Account.Connect(emulator);
            var log = client.GetContainer("chat", "log");
            await log.UpsertItemAsync(NewMessage("general", 1), In("general"));
            for (var i = 0; i < QueryIndexes.MaximumPerContainer; i++)
            {
                var query = Sql($"SELECT * FROM c WHERE c.seq = 1 ORDER BY c.run{run}path{i}");
                Assert.Single(await AllAsync<Message>(log, query, In("general")));
            }
        }

        using var file = new SqliteConnection($"Data Source={DataFile};Mode=ReadOnly;Pooling=False");
        await file.OpenAsync(TestContext.Current.CancellationToken);
        using var command = file.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name GLOB '*_query_*'";
        using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var indexes = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            indexes.Add(rows.GetString(0));
        }

        Assert.Equal(QueryIndexes.MaximumPerContainer, indexes.Count);
        Assert.All(indexes, index => Assert.Contains("/run1path", index, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var acknowledged = new ConcurrentBag<string>();
        using (var child = StartChild())
        {
            var endpoint = await child.StandardOutput.ReadLineAsync();
            using var client = new CosmosClient(endpoint, Account.Key, Account.Options(Variant.Default));
            Database database = await client.CreateDatabaseAsync("chat");
            Container log = await database.CreateContainerAsync("log", "/channelId");
            var enough = new TaskCompletionSource();
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(log, $"ch{writer}", acknowledged, enough)).ToList();
            await enough.Task;
            // SIGKILL, while writes are under way: no handler of the child runs.
            child.Kill();
            await child.WaitForExitAsync();
            await Task.WhenAll(writers);
        }

        await using var emulator = await CosmosEmulator.StartAsync(
            new CosmosEmulatorOptions { DataFile = DataFile, Key = Account.Key });
        using var reader = Account.Connect(emulator);
        var found = await AllAsync<Message>(reader.GetContainer("chat", "log"), null);
        Assert.True(acknowledged.Count >= 40);
        Assert.Empty(acknowledged.Except(found.Select(message => message.Id)));
        Assert.All(found.GroupBy(message => message.ChannelId), channel =>
        {
            Assert.Equal(Enumerable.Range(1, channel.Count()), channel.Select(message => (int)message.Seq).Order());
            // Every batch wrote two: an odd number would be half of one.
            Assert.Equal(0, channel.Count() % 2);
        });
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<CosmosEmulator> StartAsync()
    {
        var emulator = await CosmosEmulator.StartAsync(new CosmosEmulatorOptions { DataFile = DataFile, Key = Account.Key });
        await emulator.CreateContainersAsync("chat", Containers);
        return emulator;
    }

    private Process StartChild()
    {
        var name = OperatingSystem.IsWindows() ? "Chat.Local.Tests.exe" : "Chat.Local.Tests";
        return Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [EnvironmentSetUp.ServeFile] = DataFile },
        })!;
    }

    // Writes until the server is gone, in batches of two, whose items stand or fall together.
    private static async Task WriteAsync(
        Container log, string channel, ConcurrentBag<string> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            for (var seq = 1; ; seq += 2)
            {
                Message[] pair = [NewMessage(channel, seq), NewMessage(channel, seq + 1)];
                using var batch = await log.CreateTransactionalBatch(In(channel))
                    .CreateItem(pair[0]).CreateItem(pair[1]).ExecuteAsync();
                if (!batch.IsSuccessStatusCode)
                {
                    return;
                }

                acknowledged.Add(pair[0].Id);
                acknowledged.Add(pair[1].Id);
                if (acknowledged.Count >= 40)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (Exception error) when (error is CosmosException or HttpRequestException or IOException)
        {
        }
    }
}

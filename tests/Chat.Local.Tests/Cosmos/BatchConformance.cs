using System.Net;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Transactional batches and bulk requests.</summary>
public sealed class BatchConformance(Account account) : IClassFixture<Account>
{
    private static readonly Message One = NewMessage("general", 1);
    private static readonly Message Two = NewMessage("general", 2);

    [Theory, EveryVariant, Trait("Item", "44")]
    public async Task A_batch_creates_all_its_items(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        using var response = await container.CreateTransactionalBatch(In("general")).CreateItem(One).CreateItem(Two).ExecuteAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, response.Select(result => result.ETag).Where(etag => etag.Length > 0).Distinct().Count());
        Assert.Equal(1, response.GetOperationResultAtIndex<Message>(0).Resource.Seq);
        var read = await container.ReadItemAsync<Message>(Two.Id, In("general"));
        Assert.Equal(response[1].ETag, read.ETag);
        Assert.StartsWith("0:-1#", response.Headers.Session, StringComparison.Ordinal);
    }

    [Theory, EveryVariant, Trait("Item", "45")]
    public async Task Every_kind_of_operation_runs_in_a_batch(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Two, In("general"));
        using var response = await container.CreateTransactionalBatch(In("general"))
            .CreateItem(One)
            .PatchItem(Two.Id, [PatchOperation.Increment("/likes", 3)])
            .UpsertItem(NewMessage("general", 3))
            .ReadItem(Two.Id)
            .ReplaceItem(One.Id, One with { Seq = 10 })
            .DeleteItem(Two.Id)
            .ExecuteAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([201, 200, 201, 200, 200, 204], response.Select(result => (int)result.StatusCode));
        Assert.Equal(3, response.GetOperationResultAtIndex<Message>(3).Resource.Likes);
        var left = await AllAsync<Message>(container, null, In("general"));
        Assert.Equal([10, 3], left.Select(message => message.Seq).OrderDescending());
    }

    [Theory, EveryVariant, Trait("Item", "46")]
    public async Task A_false_patch_condition_fails_the_batch(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Two, In("general"));
        var options = new TransactionalBatchPatchItemRequestOptions { FilterPredicate = "from c where c.seq = 7" };
        using var response = await container.CreateTransactionalBatch(In("general"))
            .CreateItem(One).PatchItem(Two.Id, [PatchOperation.Set("/seq", 9)], options).ExecuteAsync();
        await AssertNothingWrittenAsync(container, response, HttpStatusCode.PreconditionFailed, 424, 412);
    }

    [Theory, EveryVariant, Trait("Item", "47")]
    public async Task A_stale_etag_fails_the_batch(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Two, In("general"));
        var options = new TransactionalBatchItemRequestOptions { IfMatchEtag = "\"stale\"" };
        using var response = await container.CreateTransactionalBatch(In("general"))
            .CreateItem(One).ReplaceItem(Two.Id, Two with { Seq = 9 }, options).ExecuteAsync();
        await AssertNothingWrittenAsync(container, response, HttpStatusCode.PreconditionFailed, 424, 412);
    }

    [Theory, EveryVariant, Trait("Item", "48")]
    public async Task A_conflict_in_the_middle_fails_the_batch(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        await container.CreateItemAsync(Two, In("general"));
        using var response = await container.CreateTransactionalBatch(In("general"))
            .CreateItem(One).CreateItem(Two).CreateItem(NewMessage("general", 3)).ExecuteAsync();
        await AssertNothingWrittenAsync(container, response, HttpStatusCode.Conflict, 424, 409, 424);
    }

    [Theory, EveryVariant, Trait("Item", "49")]
    public async Task A_batch_may_leave_bodies_out(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        var existing = await container.CreateItemAsync(Two, In("general"));
        var quiet = new TransactionalBatchItemRequestOptions { EnableContentResponseOnWrite = false };
        var conditional = new TransactionalBatchItemRequestOptions { IfNoneMatchEtag = existing.ETag };
        using var response = await container.CreateTransactionalBatch(In("general"))
            .CreateItem(One, quiet).ReadItem(Two.Id, conditional).CreateItem(NewMessage("general", 3)).ExecuteAsync();
        Assert.Equal([201, 304, 201], response.Select(result => (int)result.StatusCode));
        Assert.Null(response[0].ResourceStream);
        Assert.NotNull(response[2].ResourceStream);
    }

    [Theory, EveryVariant]
    public async Task A_batch_with_a_missing_read_writes_nothing(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        using var response = await container.CreateTransactionalBatch(In("general"))
            .ReadItem("none").CreateItem(One).ExecuteAsync();
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal([404, 424], response.Select(result => (int)result.StatusCode));
        Assert.Empty(await AllAsync<Message>(container, null));
    }

    [Theory, EveryVariant]
    public async Task A_batch_of_a_hundred_passes_and_one_more_does_not(Variant variant)
    {
        var container = await account.CreateAsync(variant);
        TransactionalBatch Batch(string channel, int count) => Enumerable.Range(1, count).Aggregate(
            container.CreateTransactionalBatch(In(channel)), (batch, seq) => batch.CreateItem(NewMessage(channel, seq)));
        using var hundred = await Batch("general", 100).ExecuteAsync();
        Assert.Equal((HttpStatusCode.OK, 100), (hundred.StatusCode, hundred.Count));
        using var more = await Batch("random", 101).ExecuteAsync();
        Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
        Assert.Empty(await AllAsync<Message>(container, null, In("random")));
    }

    [Fact, Trait("Item", "58")]
    public async Task Bulk_creates_are_independent_of_each_other()
    {
        var container = await account.CreateAsync(Variant.Default);
        using var client = new CosmosClient(account.Emulator.Endpoint.ToString(), Account.Key, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = true,
            AllowBulkExecution = true,
            UseSystemTextJsonSerializerWithOptions = new(System.Text.Json.JsonSerializerDefaults.Web),
        });
        var bulk = client.GetContainer("chat", container.Id);
        async Task<HttpStatusCode> CreateAsync(int seq)
        {
            try
            {
                return (await bulk.CreateItemAsync(NewMessage($"ch{seq % 4}", seq), In($"ch{seq % 4}"))).StatusCode;
            }
            catch (CosmosException refusal)
            {
                return refusal.StatusCode;
            }
        }

        var first = await Task.WhenAll(Enumerable.Range(1, 100).Select(CreateAsync));
        Assert.All(first, status => Assert.Equal(HttpStatusCode.Created, status));
        var second = await Task.WhenAll(Enumerable.Range(91, 20).Select(CreateAsync));
        Assert.Equal(10, second.Count(status => status == HttpStatusCode.Conflict));
        Assert.Equal(10, second.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(110, (await AllAsync<Message>(container, null)).Count);
    }

    private static async Task AssertNothingWrittenAsync(
        Container container, TransactionalBatchResponse response, HttpStatusCode status, params int[] statuses)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(statuses, response.Select(result => (int)result.StatusCode));
        var left = Assert.Single(await AllAsync<Message>(container, null));
        Assert.Equal((Two.Id, Two.Seq), (left.Id, left.Seq));
    }
}

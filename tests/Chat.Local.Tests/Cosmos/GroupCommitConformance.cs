using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Local.Tests.Cosmos;

/// <summary>What several entries committed together rely on: one batch of creates and conditional patches in one bucket,
/// each operation with an answer of its own, all or nothing.</summary>
public sealed class GroupCommitConformance(EntryAccount entries) : IClassFixture<EntryAccount>
{
    private readonly string _channel = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_hundred_creates_and_patches_are_one_transaction_with_an_etag_each()
    {
        await CreateAsync(Enumerable.Range(1, 50));
        var batch = Batch();
        for (var seq = 51; seq <= 100; seq++)
        {
            batch.CreateItem(Entry(seq)).PatchItem($"{seq - 50}", [PatchOperation.Set("/rev", seq)]);
        }

        using var response = await batch.ExecuteAsync();

        Assert.Equal((HttpStatusCode.OK, 100), (response.StatusCode, response.Count));
        Assert.Equal(100, response.Select(result => result.ETag).Distinct().Count());
        Assert.Equal(Enumerable.Repeat((201, 200), 50), response.Chunk(2).Select(pair => ((int)pair[0].StatusCode, (int)pair[1].StatusCode)));
        for (var index = 0; index < 100; index += 33)
        {
            var seq = index % 2 == 0 ? 51 + (index / 2) : 1 + (index / 2);
            Assert.Equal(response[index].ETag, (await ReadAsync(seq)).GetProperty("_etag").GetString());
        }
    }

    [Fact]
    public async Task An_etag_from_a_batch_s_answer_is_good_for_the_next_patch_and_only_once()
    {
        using var created = await Batch().CreateItem(Entry(1)).CreateItem(Entry(2)).ExecuteAsync();
        using var first = await Batch().PatchItem("2", [PatchOperation.Set("/rev", 3)], Match(created[1].ETag)).ExecuteAsync();
        using var second = await Batch()
            .CreateItem(Entry(3)).PatchItem("2", [PatchOperation.Set("/rev", 4)], Match(created[1].ETag)).CreateItem(Entry(4))
            .ExecuteAsync();
        using var third = await Batch().PatchItem("2", [PatchOperation.Set("/rev", 5)], Match(first[0].ETag)).ExecuteAsync();

        Assert.True(first.IsSuccessStatusCode && third.IsSuccessStatusCode);
        AssertRefused(second, HttpStatusCode.PreconditionFailed, 424, 412, 424);
        Assert.Equal(5, (await ReadAsync(2)).GetProperty("rev").GetInt32());
        Assert.Equal([1, 2], await SeqsAsync());
    }

    [Fact]
    public async Task A_patch_needs_both_its_etag_and_its_condition()
    {
        using var created = await Batch().CreateItem(Entry(1)).ExecuteAsync();
        var condition = "FROM c WHERE NOT IS_DEFINED(c.rev) OR c.rev < 9";
        using var stale = await Batch().CreateItem(Entry(2))
            .PatchItem("1", [PatchOperation.Set("/rev", 9)], Match("\"stale\"", condition)).ExecuteAsync();
        using var good = await Batch().CreateItem(Entry(2))
            .PatchItem("1", [PatchOperation.Set("/rev", 9)], Match(created[0].ETag, condition)).ExecuteAsync();
        using var later = await Batch().CreateItem(Entry(3))
            .PatchItem("1", [PatchOperation.Set("/rev", 9)], Match(good[1].ETag, condition)).ExecuteAsync();

        AssertRefused(stale, HttpStatusCode.PreconditionFailed, 424, 412);
        Assert.True(good.IsSuccessStatusCode);
        AssertRefused(later, HttpStatusCode.PreconditionFailed, 424, 412);
        Assert.Equal([1, 2], await SeqsAsync());
    }

    [Fact]
    public async Task A_repeated_client_id_fails_its_own_operation_and_writes_nothing()
    {
        await CreateAsync([1]);
        using var response = await Batch()
            .CreateItem(Entry(2)).CreateItem(Entry(3, clientId: "client-1")).CreateItem(Entry(4))
            .PatchItem("1", [PatchOperation.Set("/rev", 3)]).ExecuteAsync();

        AssertRefused(response, HttpStatusCode.Conflict, 424, 409, 424, 424);
        Assert.Equal([1], await SeqsAsync());
        Assert.False((await ReadAsync(1)).TryGetProperty("rev", out _));
    }

    [Fact]
    public async Task The_same_client_id_twice_in_one_batch_fails_the_second()
    {
        using var response = await Batch().CreateItem(Entry(1)).CreateItem(Entry(2, clientId: "client-1")).ExecuteAsync();
        AssertRefused(response, HttpStatusCode.Conflict, 424, 409);
        Assert.Empty(await SeqsAsync());
    }

    [Fact]
    public async Task A_patch_of_what_is_not_there_fails_its_own_operation()
    {
        using var missing = await Batch().CreateItem(Entry(1)).PatchItem("7", [PatchOperation.Set("/rev", 1)]).ExecuteAsync();
        AssertRefused(missing, HttpStatusCode.NotFound, 424, 404);
        using var absent = await Batch().CreateItem(Entry(1)).PatchItem("1", [PatchOperation.Remove("/pinned")]).ExecuteAsync();
        AssertRefused(absent, HttpStatusCode.BadRequest, 424, 400);
        Assert.Empty(await SeqsAsync());
    }

    [Fact]
    public async Task A_patch_keeps_a_null_and_removes_what_it_is_told_to()
    {
        await CreateAsync([1]);
        using var response = await Batch().PatchItem(
            "1", [PatchOperation.Set<string?>("/note", null), PatchOperation.Remove("/text"), PatchOperation.Set("/redacted", true)])
            .ExecuteAsync();
        Assert.True(response.IsSuccessStatusCode);
        var read = await ReadAsync(1);
        Assert.Equal(JsonValueKind.Null, read.GetProperty("note").ValueKind);
        Assert.False(read.TryGetProperty("text", out _));
        Assert.True(read.GetProperty("redacted").GetBoolean());
    }

    [Fact]
    public async Task A_batch_deletes_and_what_it_freed_can_be_used_in_it()
    {
        await CreateAsync([1, 2, 3]);
        using var response = await Batch().DeleteItem("1").DeleteItem("2").CreateItem(Entry(4, clientId: "client-1")).ExecuteAsync();
        Assert.Equal([204, 204, 201], response.Select(result => (int)result.StatusCode));
        Assert.Equal([3, 4], await SeqsAsync());
        using var missing = await Batch().DeleteItem("3").DeleteItem("2").ExecuteAsync();
        AssertRefused(missing, HttpStatusCode.NotFound, 424, 404);
        Assert.Equal([3, 4], await SeqsAsync());
    }

    [Fact]
    public async Task The_charge_of_a_batch_is_that_of_its_operations()
    {
        using var alone = await Batch().CreateItem(Entry(1)).ExecuteAsync();
        using var ten = await Enumerable.Range(2, 10).Aggregate(Batch(), (batch, seq) => batch.CreateItem(Entry(seq))).ExecuteAsync();
        Assert.Equal(10 * alone.RequestCharge, ten.RequestCharge, 0.1);
    }

    [Fact]
    public async Task The_feed_shows_a_patched_entry_again_behind_what_was_created_with_the_patch()
    {
        await CreateAsync([1, 2]);
        var key = FeedRange.FromPartitionKey(EntryAccount.Bucket(_channel, 0));
        var (seen, token) = await ChangesAsync(ChangeFeedStartFrom.Beginning(key));
        Assert.Equal(["1", "2"], seen);
        using var response = await Batch().CreateItem(Entry(3)).PatchItem("1", [PatchOperation.Set("/rev", 3)]).ExecuteAsync();
        Assert.True(response.IsSuccessStatusCode);
        (seen, _) = await ChangesAsync(ChangeFeedStartFrom.ContinuationToken(token));
        Assert.Equal(["1", "3"], seen.Order());
    }

    private TransactionalBatch Batch() =>
        entries.Container.CreateTransactionalBatch(EntryAccount.Bucket(_channel, 0));

    private JsonElement Entry(int seq, string? clientId = null) => EntryAccount.Entry(_channel, seq, clientId: clientId);

    private Task CreateAsync(IEnumerable<int> seqs) => entries.CreateAsync(seqs.Select(seq => Entry(seq)).ToList());

    private async Task<JsonElement> ReadAsync(int seq) =>
        await entries.Container.ReadItemAsync<JsonElement>($"{seq}", EntryAccount.Bucket(_channel, 0));

    private async Task<List<int>> SeqsAsync() => (await entries.QueryAsync(
        new QueryDefinition("SELECT * FROM c ORDER BY c.seq"), EntryAccount.Bucket(_channel, 0))).Seqs;

    private async Task<(List<string> Ids, string Token)> ChangesAsync(ChangeFeedStartFrom from)
    {
        using var feed = entries.Container.GetChangeFeedIterator<JsonElement>(from, ChangeFeedMode.Incremental);
        var ids = new List<string>();
        while (true)
        {
            var page = await feed.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (ids, page.ContinuationToken);
            }

            ids.AddRange(page.Select(item => item.GetProperty("id").GetString()!));
        }
    }

    private static TransactionalBatchPatchItemRequestOptions Match(string etag, string? condition = null) =>
        new() { IfMatchEtag = etag, FilterPredicate = condition, EnableContentResponseOnWrite = false };

    private static void AssertRefused(TransactionalBatchResponse response, HttpStatusCode status, params int[] statuses)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(statuses, response.Select(result => (int)result.StatusCode));
    }
}

using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Queries for threads, pins, changes of a target and lists of entries, over a channel of two full buckets and a
/// half. The charge tells how many items each looked at: a walk over a bucket would cost 50 and more.</summary>
public sealed class EntryQueries(EntryQueries.Channel channel) : IClassFixture<EntryQueries.Channel>
{
    private const double ChargeOfAFewItems = 6;
    private const double ChargeOfAHundred = 20;

    private const string OfThread = "SELECT * FROM c WHERE c.channelId = @c AND c.thread = @t";

    [Fact]
    public async Task A_thread_is_read_from_its_beginning_by_its_index()
    {
        var found = await ReadAsync(OfThread + " ORDER BY c.seq", ("@t", 100));
        Assert.Equal([101, 501, 901, 1301, 1701, 2101], found);
    }

    [Fact]
    public async Task A_thread_is_read_from_its_end_and_in_pages()
    {
        Assert.Equal([2101, 1701, 1301, 901, 501, 101], await ReadAsync(OfThread + " ORDER BY c.seq DESC", ("@t", 100)));
        Assert.Equal(
            [901, 501],
            await ReadAsync(
                OfThread.Replace("*", "TOP 2 *", StringComparison.Ordinal) + " AND c.seq < @b ORDER BY c.seq DESC", ("@t", 100), ("@b", 1301)));
        Assert.Equal([1301, 1701, 2101], await ReadAsync(OfThread + " AND c.seq > @a ORDER BY c.seq", ("@t", 100), ("@a", 901)));
    }

    [Fact]
    public async Task Pinned_entries_are_found_without_walking_the_channel()
    {
        const string pinned = "SELECT * FROM c WHERE c.channelId = @c AND c.pinned = true";
        Assert.Equal([700, 1400, 2100], await ReadAsync(pinned + " ORDER BY c.seq"));
        Assert.Equal([2100, 1400, 700], await ReadAsync(pinned + " ORDER BY c.seq DESC"));
        Assert.Equal([700], await ReadAsync(pinned + " AND c.seq < 1400 ORDER BY c.seq DESC"));
    }

    [Fact]
    public async Task The_changes_of_an_entry_above_a_number_are_found_by_its_target()
    {
        const string changes = "SELECT * FROM c WHERE c.channelId = @c AND c.target = @t AND c.seq > @s";
        Assert.Equal([1055, 1555, 2055], await ReadAsync(changes + " ORDER BY c.seq", ("@t", 55), ("@s", 555)));
        Assert.Equal([2055, 1555, 1055, 555], await ReadAsync(changes + " ORDER BY c.seq DESC", ("@t", 55), ("@s", 0)));
    }

    [Theory, InlineData(1), InlineData(7), InlineData(65), InlineData(100)]
    public async Task A_list_of_up_to_a_hundred_client_ids_is_looked_up(int count)
    {
        var wanted = Enumerable.Range(1, count).Select(index => index * 9).ToList();
        var query = Listed("SELECT * FROM c WHERE c.channelId = @c AND c.senderId = 'Ann' AND c.clientId IN ({0})", wanted, seq => $"client-{seq}");
        var (found, charge) = await channel.Entries.QueryAsync(query, EntryAccount.Bucket(Channel.Id, 0));
        Assert.Equal(wanted, found.Order());
        Assert.InRange(charge, 2.3, ChargeOfAHundred);
    }

    [Theory, InlineData(100), InlineData(65)]
    public async Task A_list_of_numbers_comes_in_their_order_from_all_buckets(int count)
    {
        var wanted = Enumerable.Range(1, count).Select(index => 2500 - (index * 23)).ToList();
        var query = Listed("SELECT * FROM c WHERE c.channelId = @c AND c.seq IN ({0}) ORDER BY c.seq DESC", wanted, seq => seq);
        var (found, charge) = await channel.Entries.QueryAsync(query, EntryAccount.Prefix(Channel.Id));
        Assert.Equal(wanted, found);
        Assert.InRange(charge, 2.3, ChargeOfAHundred);
    }

    [Fact]
    public async Task What_stands_above_a_head_or_has_one_of_a_hundred_client_ids_is_one_look_up_each()
    {
        var wanted = Enumerable.Range(1, 100).ToList();
        var query = Listed(
            "SELECT * FROM c WHERE c.channelId = @c AND (c.seq > 2495 OR (c.senderId = 'Ann' AND c.clientId IN ({0}))) ORDER BY c.seq",
            wanted, seq => $"client-{seq}");
        var (found, charge) = await channel.Entries.QueryAsync(query, EntryAccount.Prefix(Channel.Id));
        Assert.Equal([.. wanted, 2496, 2497, 2498, 2499, 2500], found);
        Assert.InRange(charge, 2.3, ChargeOfAHundred);
    }

    [Fact]
    public async Task A_hundred_pairs_of_sender_and_client_id_are_a_hundred_look_ups()
    {
        var wanted = Enumerable.Range(1, 100).Select(index => index * 7).ToList();
        var pairs = string.Join(" OR ", wanted.Select((_, index) => $"(c.senderId = @s AND c.clientId = @p{index})"));
        var query = Sql(
            $"SELECT * FROM c WHERE c.channelId = @c AND (c.seq > @h OR {pairs}) ORDER BY c.seq",
            [
                ("@c", Channel.Id), ("@h", 2499), ("@s", "Ann"),
                .. wanted.Select((seq, index) => ($"@p{index}", (object?)$"client-{seq}")),
            ]);
        var (found, charge) = await channel.Entries.QueryAsync(query, EntryAccount.Prefix(Channel.Id));
        Assert.Equal([.. wanted, 2500], found);
        Assert.InRange(charge, 2.3, ChargeOfAHundred);
    }

    [Fact]
    public async Task Many_entries_of_many_buckets_are_read_by_their_full_keys()
    {
        int[] wanted = [1, 1000, 1001, 2000, 2001, 2500, 2501];
        var response = await channel.Entries.Container.ReadManyItemsAsync<System.Text.Json.JsonElement>(
            [.. wanted.Select(seq => ($"{seq}", EntryAccount.BucketOf(Channel.Id, seq)))]);
        Assert.Equal(wanted[..^1], response.Select(entry => entry.GetProperty("seq").GetInt32()).Order());
        Assert.InRange(response.RequestCharge, 2.3, ChargeOfAFewItems);
    }

    private static QueryDefinition Listed<T>(string sql, List<int> values, Func<int, T> value)
    {
        var names = values.Select((_, index) => $"@p{index}").ToList();
        var text = sql.Replace("{0}", string.Join(", ", names), StringComparison.Ordinal);
        return Sql(text, [("@c", Channel.Id), .. values.Select((seq, index) => (names[index], (object?)value(seq)))]);
    }

    private async Task<List<int>> ReadAsync(string sql, params (string, object?)[] parameters)
    {
        var (seqs, charge) = await channel.Entries.QueryAsync(
            Sql(sql, [("@c", Channel.Id), .. parameters]), EntryAccount.Prefix(Channel.Id));
        Assert.InRange(charge, 2.3, ChargeOfAFewItems);
        return seqs;
    }

    /// <summary>Every 100th entry begins a thread that is answered every 400; every 55th is changed every 500; every 700th
    /// is pinned.</summary>
    public sealed class Channel : IAsyncLifetime
    {
        public const string Id = "general";
        private const int Count = 2500;

        public EntryAccount Entries { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Entries.InitializeAsync();
            await Entries.CreateAsync([.. Enumerable.Range(1, Count).Select(seq => EntryAccount.Entry(Id, seq, More(seq)))]);
        }

        public ValueTask DisposeAsync() => Entries.DisposeAsync();

        private static string More(int seq) => seq switch
        {
            _ when seq % 400 == 101 => ",\"thread\":100",
            _ when seq % 500 == 55 && seq > 55 => ",\"target\":55",
            _ when seq % 700 == 0 => ",\"pinned\":true",
            _ => "",
        };
    }
}

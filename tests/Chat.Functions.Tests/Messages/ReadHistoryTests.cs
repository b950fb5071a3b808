using System.Net;
using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Messages;

public sealed class ReadHistoryTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Theory]
    [InlineData("limit=3", new[] { 5, 6, 7 }, true)]
    [InlineData("limit=7", new[] { 1, 2, 3, 4, 5, 6, 7 }, false)]
    [InlineData("", new[] { 1, 2, 3, 4, 5, 6, 7 }, false)]
    [InlineData("after=0&limit=3", new[] { 1, 2, 3 }, true)]
    [InlineData("after=4&limit=3", new[] { 5, 6, 7 }, false)]
    [InlineData("after=7", new int[0], false)]
    [InlineData("before=4&limit=2", new[] { 2, 3 }, true)]
    [InlineData("before=3&limit=2", new[] { 1, 2 }, false)]
    [InlineData("before=1", new int[0], false)]
    [InlineData("before=100&limit=3", new[] { 5, 6, 7 }, true)]
    [InlineData("before=9&limit=3", new[] { 5, 6, 7 }, true)]
    [InlineData("before=8&limit=3", new[] { 5, 6, 7 }, true)]
    [InlineData("before=100&limit=200", new[] { 1, 2, 3, 4, 5, 6, 7 }, false)]
    public async Task A_page_is_ascending_and_says_whether_there_is_more(string query, int[] expected, bool more)
    {
        var (ann, channelId) = await ConversationAsync(7);

        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}");

        Assert.Equal(expected, page["entries"]!.AsArray().Select(entry => (int)entry!["seq"]!));
        Assert.Equal(more, (bool)page["more"]!);
        Assert.Equal(channelId, (string)page["channelId"]!);
    }

    [Theory]
    [InlineData("around=4&limit=3", new[] { 3, 4, 5 }, true, true)]
    [InlineData("around=4&limit=4", new[] { 2, 3, 4, 5 }, true, true)]
    [InlineData("around=4&limit=1", new[] { 4 }, true, true)]
    [InlineData("around=1&limit=3", new[] { 1, 2, 3 }, false, true)]
    [InlineData("around=2&limit=3", new[] { 1, 2, 3 }, false, true)]
    [InlineData("around=7&limit=3", new[] { 6, 7 }, true, false)]
    [InlineData("around=4&limit=200", new[] { 1, 2, 3, 4, 5, 6, 7 }, false, false)]
    [InlineData("around=99&limit=3", new[] { 5, 6, 7 }, true, false)]
    public async Task A_page_around_a_number_says_on_both_sides_whether_there_is_more(string query, int[] expected, bool more, bool moreAfter)
    {
        var (ann, channelId) = await ConversationAsync(7);

        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}");

        Assert.Equal(expected, Seqs(page));
        Assert.Equal((more, moreAfter), ((bool)page["more"]!, (bool)page["moreAfter"]!));
    }

    [Theory]
    [InlineData("after=2&limit=3", new[] { 5, 4, 3 })]
    [InlineData("before=4", new[] { 3, 2, 1 })]
    [InlineData("limit=2", new[] { 7, 6 })]
    public async Task Newest_first_is_the_same_page_the_other_way_round(string query, int[] expected)
    {
        var (ann, channelId) = await ConversationAsync(7);
        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}&order=newest");
        Assert.Equal(expected, Seqs(page));
    }

    [Fact]
    public async Task A_thread_is_read_apart_from_the_rest_and_page_by_page()
    {
        var (ann, channelId) = await ConversationAsync(2);
        await using var socket = await ann.ConnectAsync();
        for (var seq = 3; seq <= 8; seq++)
        {
            var members = new JsonObject { ["after"] = seq - 1, ["text"] = $"answer {seq}" };
            members[seq % 2 == 0 ? "thread" : "replyTo"] = 1;
            await socket.SendAsync("message", channelId, members);
        }

        var all = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?thread=1");
        Assert.Equal([4, 6, 8], Seqs(all));
        var first = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?thread=1&limit=2");
        Assert.Equal([6, 8], Seqs(first));
        Assert.True((bool)first["more"]!);
        var second = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?thread=1&limit=2&before=6");
        Assert.Equal([4], Seqs(second));
        Assert.False((bool)second["more"]!);
        var later = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?thread=1&limit=1&after=4");
        Assert.Equal([6], Seqs(later));
        Assert.True((bool)later["more"]!);
        Assert.Empty(await ann.ReadEntriesAsync(channelId, "thread=2"));
    }

    [Theory]
    [InlineData("after=8", true)]
    [InlineData("after=1000000", true)]
    [InlineData("after=3&epoch=older", true)]
    [InlineData("before=3&epoch=older", true)]
    [InlineData("after=7", false)]
    [InlineData("after=7&epoch=1", false)]
    public async Task A_device_with_numbers_of_another_history_is_told_to_start_anew(string query, bool reset)
    {
        var (ann, channelId) = await ConversationAsync(7);

        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?{query}&limit=3");

        Assert.Equal((reset, "1"), ((bool?)page["reset"] ?? false, (string)page["epoch"]!));
        Assert.Equal(reset ? [5, 6, 7] : [], Seqs(page));
        Assert.Equal(reset, (bool)page["more"]!);
    }

    [Fact]
    public async Task A_device_ahead_of_an_empty_channel_is_told_so()
    {
        var (ann, channelId) = await ConversationAsync(0);
        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?after=5");
        Assert.Equal((true, 0, false), ((bool)page["reset"]!, Seqs(page).Length, (bool)page["more"]!));
    }

    [Fact]
    public async Task An_empty_channel_has_an_empty_history()
    {
        var (ann, channelId) = await ConversationAsync(0);
        Assert.Empty(await ann.ReadEntriesAsync(channelId, ""));
    }

    [Theory]
    [InlineData("after", "after=-1")]
    [InlineData("after", "after=x")]
    [InlineData("after", "after=")]
    [InlineData("after", "after=99999999999999999999")]
    [InlineData("after", "after=1&after=2")]
    [InlineData("before", "before=0")]
    [InlineData("before", "after=1&before=2")]
    [InlineData("after", "after=9007199254740992")]
    [InlineData("befor", "befor=3")]
    [InlineData("After", "After=3")]
    [InlineData("limit", "limit=0")]
    [InlineData("limit", "limit=201")]
    [InlineData("order", "order=up")]
    [InlineData("pinned", "pinned=false")]
    [InlineData("thread", "thread=0")]
    [InlineData("around", "around=0")]
    [InlineData("around", "around=2&after=1")]
    [InlineData("around", "around=2&before=1")]
    [InlineData("around", "around=2&pinned=true")]
    [InlineData("pinned", "thread=2&pinned=true")]
    public async Task A_bad_page_names_its_parameter(string field, string query)
    {
        var (ann, channelId) = await ConversationAsync(0);
        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Get, $"channels/{channelId}/entries?{query}");
    }

    [Fact]
    public async Task An_outsider_finds_no_such_channel()
    {
        var (_, channelId) = await ConversationAsync(1);
        var eve = chat.Invite("eve");
        foreach (var id in new[] { channelId, "nowhere", "a%2Fb" })
        {
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{id}/entries");
        }
    }

    private static int[] Seqs(JsonObject page) => [.. page["entries"]!.AsArray().Select(entry => (int)entry!["seq"]!)];

    private async Task<(Person Ann, string ChannelId)> ConversationAsync(int messages)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        for (var seq = 0; seq < messages; seq++)
        {
            await socket.SendMessageAsync(channelId, $"message {seq + 1}", after: seq);
        }

        return (ann, channelId);
    }
}

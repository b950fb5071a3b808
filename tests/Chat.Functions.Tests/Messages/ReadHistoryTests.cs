using System.Net;

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

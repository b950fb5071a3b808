using System.Net.Http.Json;
using Chat.Functions.Retention;
using Chat.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Retention;

/// <summary>What people see of a channel whose beginning retention has removed.</summary>
public sealed class TruncatedChannelTests(TruncatedChannelTests.Fixture chat) : IClassFixture<TruncatedChannelTests.Fixture>
{
    [Fact]
    public async Task A_device_that_missed_what_is_gone_is_told_where_the_log_begins()
    {
        var (ann, channelId) = await ConversationAsync();

        var page = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?after=1");
        var newest = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries");
        var upToDate = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?after=4");
        var ahead = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?after=9");

        foreach (var answer in new[] { page, newest })
        {
            Assert.Equal([4, 5], answer["entries"]!.AsArray().Select(entry => (int)entry!["seq"]!));
            Assert.Equal(4, (int)answer["firstSeq"]!);
            Assert.Null(answer["reset"]);
        }

        Assert.Null(upToDate["firstSeq"]);
        Assert.Equal(5, (int)upToDate["entries"]!.AsArray().Single()!["seq"]!);
        Assert.Equal((true, 4), ((bool)ahead["reset"]!, (int)ahead["firstSeq"]!));
    }

    [Fact]
    public async Task One_whose_every_entry_but_the_last_number_is_gone_is_told_so()
    {
        var (ann, channelId) = await ConversationAsync();
        chat.Time.Advance(TimeSpan.FromDays(2));
        await TruncateAsync();

        var page = await new Person(chat.Stack, ann.UserId).AskAsync(HttpMethod.Get, $"channels/{channelId}/entries?after=1");

        var last = page["entries"]!.AsArray().Single()!;
        Assert.Equal((5, true, null, 5), ((int)last["seq"]!, (bool)last["redacted"]!, last["text"], (int)page["firstSeq"]!));
    }

    [Fact]
    public async Task The_timer_does_it()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await SendAsync(ann, await ann.CreateDirectAsync(bob.UserId), 0, 3);
        chat.Time.Advance(TimeSpan.FromDays(2));
        chat.Stack.Cosmos.Requests.Clear();
        using var http = new HttpClient();

        using var answer = await http.PostAsJsonAsync(new Uri(chat.Stack.Functions.Address, "admin/functions/TruncateLog"), new { });

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await chat.Stack.Cosmos.Requests.UntilAsync("patch").WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_answer_to_what_is_gone_finds_no_such_message()
    {
        var (ann, channelId) = await ConversationAsync();
        await using var socket = await ann.ConnectAsync();

        await socket.SendEventAsync("react", $$"""{"channelId":"{{channelId}}","clientId":"r","after":5,"target":2,"reaction":"+"}""");

        var error = (await socket.NextAsync("error"))["error"]!;
        Assert.Equal(("not_found", "target"), ((string)error["code"]!, (string)error["field"]!));
    }

    /// <summary>Three messages that are gone, and two that are not.</summary>
    private async Task<(Person Ann, string ChannelId)> ConversationAsync()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await SendAsync(ann, channelId, 0, 3);
        chat.Time.Advance(TimeSpan.FromHours(27));
        ann = new Person(chat.Stack, ann.UserId);
        await SendAsync(ann, channelId, 3, 5);
        await TruncateAsync();
        return (new Person(chat.Stack, ann.UserId), channelId);
    }

    private static async Task SendAsync(Person ann, string channelId, int from, int to)
    {
        await using var socket = await ann.ConnectAsync();
        for (var seq = from; seq < to; seq++)
        {
            await socket.SendMessageAsync(channelId, $"message {seq + 1}", after: seq);
        }
    }

    private async Task TruncateAsync()
    {
        for (var run = 0; run < 3; run++)
        {
            await ActivatorUtilities.CreateInstance<TruncateLog>(chat.Stack.Functions.Host.Services).RunAsync(CancellationToken.None);
            chat.Time.Advance(Truncation.Notice);
        }
    }

    /// <summary>A stack that keeps entries for a day.</summary>
    public sealed class Fixture : ChatFixture
    {
        public ShiftedTime Time { get; } = new();

        protected override LocalStackOptions Options =>
            new() { Time = Time, FunctionsArguments = ["--Chat:RetentionDays=1"] };
    }
}

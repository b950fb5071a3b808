using System.Net;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Channels;

/// <summary>Requests that end late or not at all while others go on, and no change feed to make up for it yet.</summary>
public sealed class OvertakenTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Who_acts_late_on_an_older_state_acts_again_on_the_present_one()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await bob.ConnectAsync();
        var release = new TaskCompletionSource();
        chat.Stack.WebPubSub.Faults.Next("addUserToGroup", new Fault.Hold(release.Task));

        var adding = ann.PutMemberAsync(channelId, bob.UserId);
        await chat.Stack.WebPubSub.Faults.UntilMetAsync().WaitAsync(Patience);
        await ann.RemoveMemberAsync(channelId, bob.UserId);
        release.SetResult();
        await adding;

        Assert.Empty(chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId));
        Assert.Empty(await bob.ChannelsAsync());
    }

    [Fact]
    public async Task What_closed_the_log_is_in_it_before_what_opens_it_again()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");
        await using var socket = await ann.ConnectAsync();
        await DieBeforeTellingTheLogAsync(ann, HttpMethod.Put, $"channels/{channelId}/archive");
        Assert.Empty(await ann.ReadEntriesAsync(channelId));

        await ann.AskAsync(HttpMethod.Delete, $"channels/{channelId}/archive");

        Assert.Equal(["archive", "unarchive"], (await ann.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!));
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "open", after: 2))["type"]!);
    }

    [Fact]
    public async Task A_repeated_request_completes_what_the_first_left_undone()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");
        await DieBeforeTellingTheLogAsync(ann, HttpMethod.Put, $"channels/{channelId}/members/bob", new { });
        await DieBeforeTellingTheLogAsync(ann, HttpMethod.Put, $"channels/{channelId}/archive");

        await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/members/bob", new { });
        await ann.AskAsync(HttpMethod.Put, $"channels/{channelId}/archive");

        Assert.Equal(
            ["archive", "join"], (await ann.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!).Order(StringComparer.Ordinal));
    }

    /// <summary>The operation is stored, and its entry is not.</summary>
    private async Task DieBeforeTellingTheLogAsync(Person person, HttpMethod method, string path, object? body = null)
    {
        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Hold(Task.CompletedTask));
        chat.Stack.Cosmos.Faults.Next("batch", new Fault.Respond(400));
        var (status, _) = await person.TryAsync(method, path, body);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 0), (status, chat.Stack.Cosmos.Faults.Pending.Count));
    }
}

using System.Text.Json.Nodes;
using Chat.Functions.Messages;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Messages;

/// <summary>A log whose buckets hold two entries, so that a change soon lies in another bucket than its message.</summary>
public sealed class SmallBucketsFixture : ChatFixture
{
    protected override IReadOnlyList<string> Feeds => [nameof(SettleChanges)];

    protected override LocalStackOptions Options => new()
    {
        ConfigureFunctions = services => services.AddSingleton(new Buckets(2)),
    };
}

/// <summary>What an instance leaves undone is done by the change feed, when nobody asks for it again.</summary>
public sealed class SettleChangesTests(SmallBucketsFixture chat) : IClassFixture<SmallBucketsFixture>
{
    [Fact]
    public async Task A_change_of_another_buckets_message_is_folded_although_its_sender_never_asks_again()
    {
        var ann = chat.Invite("ann");
        var (channelId, socket) = await TalkAsync(ann, messages: 3);

        await DieBeforeSettlingAsync(() => socket.ChangeAsync("edit", channelId, 1, text: "corrected"));
        await chat.UntilAsync("patch", async () => Text((await ann.ReadEntriesAsync(channelId))[0]["text"]) == "corrected");

        var entries = await ann.ReadEntriesAsync(channelId);
        Assert.Equal((4, 4), (entries.Count, (int)entries[0]["rev"]!));
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task What_named_a_deleted_message_loses_its_content_although_nobody_asks_again()
    {
        var ann = chat.Invite("ann");
        var (channelId, socket) = await TalkAsync(ann, messages: 1);
        await socket.ChangeAsync("edit", channelId, 1, text: "a secret");

        await DieBeforeSettlingAsync(() => socket.ChangeAsync("delete", channelId, 1));
        await chat.UntilAsync("batch", async () => (await ann.ReadEntriesAsync(channelId))[1]["redacted"] is not null);

        Assert.DoesNotContain(
            "secret", string.Concat((await ann.ReadEntriesAsync(channelId)).Select(entry => entry.ToJsonString())), StringComparison.Ordinal);
        await socket.DisposeAsync();
    }

    private static async Task<(string ChannelId, ChatSocket Socket)> TalkAsync(Person ann, int messages)
    {
        var channelId = await ann.CreateDirectAsync("bob");
        var socket = await ann.ConnectAsync();
        for (var seq = 1; seq <= messages; seq++)
        {
            await socket.SendMessageAsync(channelId, $"message {seq}", after: seq - 1);
        }

        return (channelId, socket);
    }

    /// <summary>The change is stored, and what is to be done beyond it fails: nobody is told that it was sent.</summary>
    private async Task DieBeforeSettlingAsync(Func<Task<JsonObject>> change)
    {
        chat.Stack.Cosmos.Faults.Always("patch", new Fault.Respond(500));
        Assert.Equal("error", Text((await change())["type"]));
        chat.Stack.Cosmos.Faults.Clear();
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}

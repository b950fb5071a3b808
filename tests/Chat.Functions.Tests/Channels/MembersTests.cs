using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Channels;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Tests.Channels;

/// <summary>How members come, go and change, as all who are concerned see it.</summary>
public sealed class MembersTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Who_is_added_has_the_channel_at_once_hears_of_it_and_takes_part()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        var member = await ann.PutMemberAsync(channelId, bob.UserId);

        Assert.Equal((bob.UserId, "member"), ((string)member["userId"]!, (string)member["role"]!));
        Assert.Equal(channelId, (string)(await bobSocket.NextAsync("channel"))["channel"]!["channelId"]!);
        foreach (var socket in new[] { annSocket, bobSocket })
        {
            AssertNotice("join", bob.UserId, await socket.NextEntryAsync());
            Assert.Contains("c:" + channelId, GroupsOf(socket));
        }

        Assert.Equal([channelId], await bob.ChannelsAsync());
        Assert.Equal("sent", (string)(await bobSocket.SendMessageAsync(channelId, "thanks"))["type"]!);
        Assert.Equal(2, (int)(await bob.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
    }

    [Fact]
    public async Task Who_is_removed_loses_the_channel_and_hears_nothing_more_of_it()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var annSocket = await ann.ConnectAsync();
        await using var bobSocket = await bob.ConnectAsync();

        await ann.RemoveMemberAsync(channelId, bob.UserId);

        Assert.Equal(channelId, (string)(await bobSocket.NextAsync("channelGone"))["channelId"]!);
        AssertNotice("leave", bob.UserId, await annSocket.NextEntryAsync());
        Assert.Empty(GroupsOf(bobSocket));
        Assert.Empty(await bob.ChannelsAsync());
        Assert.Equal("not_found", (string)(await bobSocket.SendMessageAsync(channelId, "still here?"))["error"]!["code"]!);
        foreach (var path in new[] { $"channels/{channelId}", $"channels/{channelId}/members", $"channels/{channelId}/entries" })
        {
            await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, path);
        }

        await using var again = await bob.ConnectAsync();
        Assert.Empty(GroupsOf(again));
        Assert.Equal([(ann.UserId, "owner")], await ann.MembersAsync(channelId));
    }

    [Fact]
    public async Task Each_request_may_be_repeated_without_changing_anything_more()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");

        var first = await ann.PutMemberAsync(channelId, bob.UserId);
        var again = await ann.PutMemberAsync(channelId, bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "readonly");
        await ann.PutMemberAsync(channelId, bob.UserId, "readonly");
        await ann.RemoveMemberAsync(channelId, bob.UserId);
        await ann.RemoveMemberAsync(channelId, bob.UserId);
        await bob.RemoveMemberAsync(channelId, bob.UserId);

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(["join", "role", "leave"], (await ann.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!));
        Assert.Equal(1, (int)(await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
    }

    [Fact]
    public async Task Who_comes_back_is_a_member_again()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await bob.ConnectAsync();

        await bob.RemoveMemberAsync(channelId, bob.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId);

        Assert.Equal(["c:" + channelId, "t:" + channelId], GroupsOf(socket));
        Assert.Equal([channelId], await bob.ChannelsAsync());
        Assert.Equal("sent", (string)(await socket.SendMessageAsync(channelId, "back"))["type"]!);
    }

    [Fact]
    public async Task A_readonly_member_reads_and_cannot_write_change_or_react()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await using var socket = await bob.ConnectAsync();
        await socket.SendMessageAsync(channelId, "mine");

        await ann.PutMemberAsync(channelId, bob.UserId, "readonly");

        Assert.Equal("forbidden", Code(await socket.SendMessageAsync(channelId, "more")));
        Assert.Equal("forbidden", Code(await socket.ChangeAsync("edit", channelId, 1, text: "changed")));
        Assert.Equal("forbidden", Code(await socket.ChangeAsync("react", channelId, 1, reaction: "👍")));
        Assert.Equal("forbidden", Code(await socket.ChangeAsync("delete", channelId, 1)));
        Assert.Equal(["message", "role"], (await bob.ReadEntriesAsync(channelId)).Select(entry => (string)entry["kind"]!));
        var notice = (await bob.ReadEntriesAsync(channelId))[1];
        Assert.Equal((bob.UserId, "readonly", "system"), ((string)notice["userId"]!, (string)notice["role"]!, (string)notice["senderId"]!));
    }

    [Fact]
    public async Task Nobody_acts_on_equals_or_gives_a_role_that_is_not_below_the_own()
    {
        var (ann, bob, cas, dan) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"), chat.Invite("dan"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cas.UserId, dan.UserId);
        await ann.PutMemberAsync(channelId, bob.UserId, "moderator");
        await ann.PutMemberAsync(channelId, cas.UserId, "moderator");

        await ForbiddenAsync(bob, HttpMethod.Put, cas, "userId", "member");
        await ForbiddenAsync(bob, HttpMethod.Put, ann, "userId", "member");
        await ForbiddenAsync(bob, HttpMethod.Put, dan, "role", "moderator");
        await ForbiddenAsync(bob, HttpMethod.Put, dan, "channelId", "owner");
        await ForbiddenAsync(bob, HttpMethod.Put, bob, "userId", "readonly");
        await ForbiddenAsync(bob, HttpMethod.Delete, cas, "userId");
        await ForbiddenAsync(bob, HttpMethod.Delete, ann, "userId");
        await ForbiddenAsync(dan, HttpMethod.Put, bob, "channelId", "member");
        await ForbiddenAsync(dan, HttpMethod.Put, chat.Invite("new"), "channelId");
        await ForbiddenAsync(dan, HttpMethod.Delete, bob, "channelId");
        await ForbiddenAsync(ann, HttpMethod.Put, chat.Invite("new"), "role", "owner");

        Assert.Equal(
            [(ann.UserId, "owner"), (bob.UserId, "moderator"), (cas.UserId, "moderator"), (dan.UserId, "member")],
            (await ann.MembersAsync(channelId)).Order());

        Task ForbiddenAsync(Person actor, HttpMethod method, Person subject, string field, string? role = null) => actor.RefusedAsync(
            HttpStatusCode.Forbidden, "forbidden", field, method, $"channels/{channelId}/members/{subject.UserId}",
            method == HttpMethod.Delete ? null : role is null ? new { } : new { role });
    }

    [Fact]
    public async Task The_owner_hands_the_channel_over_before_leaving()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        var self = $"channels/{channelId}/members/{ann.UserId}";

        await ann.RefusedAsync(HttpStatusCode.Conflict, "conflict", "userId", HttpMethod.Delete, self);
        await ann.PutMemberAsync(channelId, bob.UserId, "owner");
        Assert.Equal([(ann.UserId, "moderator"), (bob.UserId, "owner")], await ann.MembersAsync(channelId));
        await ann.AskAsync(HttpMethod.Delete, self);
        await bob.RemoveMemberAsync(channelId, bob.UserId);

        Assert.Empty(await bob.ChannelsAsync());
        await bob.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Get, $"channels/{channelId}");
    }

    [Fact]
    public async Task To_an_outsider_and_to_one_who_was_removed_the_channel_does_not_exist()
    {
        var (ann, bob, eve) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("eve"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        await ann.RemoveMemberAsync(channelId, bob.UserId);

        foreach (var stranger in new[] { bob, eve })
        {
            foreach (var id in new[] { channelId, "nowhere" })
            {
                var members = $"channels/{id}/members";
                await GoneAsync(stranger, HttpMethod.Put, $"{members}/{eve.UserId}", new { });
                await GoneAsync(stranger, HttpMethod.Delete, $"{members}/{ann.UserId}");
                await GoneAsync(stranger, HttpMethod.Get, members);
            }
        }

        await GoneAsync(eve, HttpMethod.Delete, $"channels/{channelId}/members/{eve.UserId}");

        static Task GoneAsync(Person who, HttpMethod method, string path, object? body = null) =>
            who.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", method, path, body);
    }

    [Fact]
    public async Task A_channel_of_two_stays_as_it_is()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Put, $"members/{chat.Invite("cas").UserId}"), (HttpMethod.Put, $"members/{bob.UserId}"),
            (HttpMethod.Delete, $"members/{ann.UserId}"), (HttpMethod.Delete, $"members/{bob.UserId}"),
        })
        {
            await ann.RefusedAsync(
                HttpStatusCode.Forbidden, "forbidden", "channelId", method, $"channels/{channelId}/{path}", method == HttpMethod.Put ? new { } : null);
        }
    }

    [Fact]
    public async Task Nobody_writes_in_a_channel_of_two_where_one_blocks_the_other()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        await using var socket = await ann.ConnectAsync();
        await chat.Database.Channels.PatchItemAsync<object>(
            MemberDocument.IdOf(ann.UserId), new PartitionKey(channelId), [PatchOperation.Set("/blocked", true)]);

        var error = (await socket.SendMessageAsync(channelId, "hi"))["error"]!;

        Assert.Equal(("forbidden", "channelId"), ((string)error["code"]!, (string)error["field"]!));
    }

    [Fact]
    public async Task A_channel_of_an_earlier_build_is_counted_once_and_goes_on()
    {
        var (ann, bob, cas) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId);
        var (channels, key) = (chat.Database.Channels, new PartitionKey(channelId));
        await channels.PatchItemAsync<object>(
            ChannelDocument.DocumentId, key, [PatchOperation.Remove("/memberCount"), PatchOperation.Remove("/version")]);
        await channels.DeleteItemAsync<object>(OperationDocument.IdOf(0), key);

        Assert.Equal(2, (int)(await bob.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
        await ann.PutMemberAsync(channelId, cas.UserId);
        await bob.RemoveMemberAsync(channelId, bob.UserId);

        Assert.Equal(2, (int)(await cas.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
        Assert.Equal(["op-1", "op-2"], (await ann.ReadEntriesAsync(channelId)).Select(entry => (string)entry["clientId"]!));
    }

    [Theory]
    [InlineData("role", """{"role":"king"}""")]
    [InlineData("role", """{"role":null}""")]
    [InlineData("rank", """{"rank":"member"}""")]
    public async Task A_bad_request_names_its_field(string field, string body)
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team");

        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Put, $"channels/{channelId}/members/bob", JsonNode.Parse(body));
        await ann.RefusedAsync(
            HttpStatusCode.BadRequest, "invalid_request", "userId", HttpMethod.Put, $"channels/{channelId}/members/system", new { });
    }

    [Fact]
    public async Task Members_are_listed_by_pages()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateGroupAsync("Team", "m1", "m2", "m3");

        var first = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/members?limit=3");
        var last = (string)first["members"]!.AsArray()[^1]!["userId"]!;
        var second = await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}/members?limit=3&after={last}");

        Assert.Equal((true, false), ((bool)first["more"]!, (bool)second["more"]!));
        Assert.Equal(
            new[] { ann.UserId, "m1", "m2", "m3" }.Order(StringComparer.Ordinal),
            first["members"]!.AsArray().Concat(second["members"]!.AsArray()).Select(member => (string)member!["userId"]!));
        foreach (var (query, field) in new[] { ("limit=0", "limit"), ("limit=201", "limit"), ("before=x", "before") })
        {
            await ann.RefusedAsync(
                HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Get, $"channels/{channelId}/members?{query}");
        }
    }

    private static void AssertNotice(string kind, string userId, JsonObject entry) => Assert.Equal(
        (kind, userId, "system"), ((string)entry["kind"]!, (string)entry["userId"]!, (string)entry["senderId"]!));

    private static string Code(JsonObject answer) => (string)answer["error"]!["code"]!;

    private IReadOnlyCollection<string> GroupsOf(ChatSocket socket) => chat.Stack.WebPubSub.GroupsOf("chat", socket.ConnectionId);
}

using System.Net;
using Chat.Local;

namespace Chat.Functions.Tests.Channels;

/// <summary>A chat whose groups have three members at most.</summary>
public sealed class SmallGroupsFixture : ChatFixture
{
    protected override LocalStackOptions Options => new() { FunctionsArguments = ["--Chat:GroupMembers=3"] };
}

/// <summary>Two who want at the same time what only one can have.</summary>
public sealed class MemberRacesTests(SmallGroupsFixture chat) : IClassFixture<SmallGroupsFixture>
{
    [Fact]
    public async Task A_full_group_takes_nobody_more_and_says_so()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team", "one", "two");

        await ann.RefusedAsync(
            HttpStatusCode.Conflict, "conflict", "userId", HttpMethod.Put, $"channels/{channelId}/members/{bob.UserId}", new { });

        Assert.Empty(await bob.ChannelsAsync());
        await ann.RemoveMemberAsync(channelId, "one");
        await ann.PutMemberAsync(channelId, bob.UserId);
        Assert.Equal(3, (await ann.MembersAsync(channelId)).Count);
    }

    [Fact]
    public async Task One_of_two_takes_the_last_place()
    {
        var (ann, bob, cas) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"));
        var channelId = await ann.CreateGroupAsync("Team", "one");

        var answers = await Task.WhenAll(new[] { bob, cas }.Select(person => ann.TryAsync(
            HttpMethod.Put, $"channels/{channelId}/members/{person.UserId}", new { })));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Equal(3, (await ann.MembersAsync(channelId)).Count);
        Assert.Equal(3, (int)(await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
        Assert.Equal(1, (await bob.ChannelsAsync()).Count + (await cas.ChannelsAsync()).Count);
    }

    [Fact]
    public async Task One_of_two_becomes_the_owner()
    {
        var (ann, bob, cas) = (chat.Invite("ann"), chat.Invite("bob"), chat.Invite("cas"));
        var channelId = await ann.CreateGroupAsync("Team", bob.UserId, cas.UserId);

        var answers = await Task.WhenAll(new[] { bob, cas }.Select(person => ann.TryAsync(
            HttpMethod.Put, $"channels/{channelId}/members/{person.UserId}", new { role = "owner" })));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], answers.Select(answer => answer.Status).Order());
        Assert.Equal(["member", "moderator", "owner"], (await bob.MembersAsync(channelId)).Select(member => member.Role).Order());
    }

    [Fact]
    public async Task The_same_member_added_twice_at_once_is_one_member()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateGroupAsync("Team");

        await Task.WhenAll(ann.PutMemberAsync(channelId, bob.UserId), ann.PutMemberAsync(channelId, bob.UserId));

        Assert.Equal(2, (int)(await ann.AskAsync(HttpMethod.Get, $"channels/{channelId}"))["memberCount"]!);
        Assert.Single(await ann.ReadEntriesAsync(channelId));
    }
}

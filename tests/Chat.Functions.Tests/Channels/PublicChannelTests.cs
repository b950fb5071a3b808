using System.Net;

namespace Chat.Functions.Tests.Channels;

public sealed class PublicChannelTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static int s_names;

    [Fact]
    public async Task Anyone_finds_a_public_channel_by_the_beginning_of_its_name_and_joins()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var name = NewName("Ärger");
        var channelId = await CreateAsync(ann, name, isPublic: true);
        await CreateAsync(ann, name + " secret", isPublic: false);
        await using var socket = await bob.ConnectAsync();

        var found = (await FindAsync(bob, name[..^1].ToUpperInvariant())).Single();
        var channel = await bob.AskAsync(HttpMethod.Put, $"me/channels/{channelId}");
        var again = await bob.AskAsync(HttpMethod.Put, $"me/channels/{channelId}");

        Assert.Equal((channelId, name, 1), found);
        Assert.Equal((channelId, channel.ToJsonString()), ((string)channel["channelId"]!, again.ToJsonString()));
        Assert.Equal((bob.UserId, "join"), await NoticeAsync(socket));
        Assert.Equal((channelId, name, 2), (await FindAsync(bob, name)).Single());
    }

    [Fact]
    public async Task Names_are_compared_as_peoples_names_are_and_an_empty_beginning_is_none()
    {
        var ann = chat.Invite("ann");
        var name = NewName("Νίκος ");
        var channelId = await CreateAsync(ann, name, isPublic: true);

        Assert.Equal((channelId, name, 1), (await FindAsync(ann, name.ToUpperInvariant())).Single());
        Assert.NotEmpty((await ann.AskAsync(HttpMethod.Get, "channels"))["channels"]!.AsArray());
        foreach (var query in new[] { "", "%20", "%E2%80%8B", new string('x', 101) })
        {
            foreach (var list in new[] { "channels", "users" })
            {
                await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "query", HttpMethod.Get, $"{list}?query={query}");
            }
        }
    }

    [Fact]
    public async Task A_channel_that_is_not_public_or_no_longer_so_is_not_found_and_not_joined()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var name = NewName("Team");
        var channelId = await CreateAsync(ann, name, isPublic: true);
        var archived = await CreateAsync(ann, name, isPublic: true);

        await ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { isPublic = false });
        await ann.AskAsync(HttpMethod.Put, $"channels/{archived}/archive");

        Assert.Empty(await FindAsync(eve, name));
        var direct = await ann.CreateDirectAsync("bob");
        foreach (var id in new[] { channelId, direct, "nowhere" })
        {
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Put, $"me/channels/{id}");
        }
    }

    [Fact]
    public async Task Channels_of_one_name_are_listed_by_pages_without_repeat_or_gap()
    {
        var ann = chat.Invite("ann");
        var name = NewName("Pages");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await CreateAsync(ann, name, isPublic: true));
        }

        var (seen, query) = (new List<string>(), $"channels?query={name}&limit=2");
        for (string? next = ""; next is not null;)
        {
            var page = await ann.AskAsync(HttpMethod.Get, next.Length == 0 ? query : $"{query}&after={next}");
            seen.AddRange(page["channels"]!.AsArray().Select(channel => (string)channel!["channelId"]!));
            next = (string?)page["next"];
            Assert.Equal(next is not null, (bool)page["more"]!);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "after", HttpMethod.Get, "channels?after=*");
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", "name", HttpMethod.Get, "channels?name=x");
    }

    [Fact]
    public async Task Leaving_and_coming_back_is_no_way_to_be_allowed_to_write()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await CreateAsync(ann, NewName("Team"), isPublic: true);
        await ann.PutMemberAsync(channelId, bob.UserId, "readonly");

        await bob.RemoveMemberAsync(channelId, bob.UserId);
        await bob.AskAsync(HttpMethod.Put, $"me/channels/{channelId}");

        Assert.Contains((bob.UserId, "readonly"), await ann.MembersAsync(channelId));
    }

    private static string NewName(string name) => $"{name}{Interlocked.Increment(ref s_names)}x";

    private static async Task<string> CreateAsync(Person who, string name, bool isPublic) => (string)(await who.AskAsync(
        HttpMethod.Post, "channels", new { kind = "group", name, isPublic, members = Array.Empty<string>(), clientId = Guid.NewGuid() }))["channelId"]!;

    private static async Task<IReadOnlyList<(string ChannelId, string Name, int MemberCount)>> FindAsync(Person who, string query) =>
        [.. (await who.AskAsync(HttpMethod.Get, $"channels?query={Uri.EscapeDataString(query)}"))["channels"]!.AsArray()
            .Select(channel => ((string)channel!["channelId"]!, (string)channel["name"]!, (int)channel["memberCount"]!))];

    private static async Task<(string UserId, string Kind)> NoticeAsync(ChatSocket socket)
    {
        var entry = await socket.NextEntryAsync();
        return ((string)entry["userId"]!, (string)entry["kind"]!);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Users;

public sealed class SearchUsersTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    /// <summary>No other test's people have it.</summary>
    private readonly string _name = "Q" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task People_are_found_by_how_their_name_or_id_begins_in_any_case()
    {
        var (ann, bob, eve) = (await NamedAsync("ann", $"{_name} Ann"), await NamedAsync("bob", $"Bob {_name}"), chat.Invite("eve"));
        await ann.AskAsync(HttpMethod.Patch, "me", new { avatarUrl = "https://example.org/a.png", statusText = "here" });

        var found = Assert.Single((await PageAsync(eve, _name.ToUpperInvariant()))["users"]!.AsArray())!;

        Assert.Equal(
            (ann.UserId, $"{_name} Ann", "https://example.org/a.png", "here"),
            ((string)found["userId"]!, (string)found["displayName"]!, (string)found["avatarUrl"]!, (string)found["statusText"]!));
        Assert.Equal([ann.UserId], await FoundAsync(eve, $" {_name} a "));
        Assert.Equal([bob.UserId], await FoundAsync(eve, bob.UserId.ToUpperInvariant()));
        Assert.Empty(await FoundAsync(eve, $"{_name} ann and more"));
    }

    [Theory]
    [InlineData("ÅSA ström", "åsa STR")]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    [InlineData("Ольга", "оль")]
    [InlineData("李小龍", "李小")]
    [InlineData("𐐀lice", "𐐨l")]
    [InlineData("50% of_[us]", "50% OF_[")]
    public async Task Letters_of_all_scripts_are_found(string name, string query)
    {
        var (ann, eve) = (await NamedAsync("ann", name), chat.Invite("eve"));

        Assert.Contains(ann.UserId, await FoundAsync(eve, query));
    }

    [Fact]
    public async Task Pages_hold_everybody_once_by_name_and_then_by_id()
    {
        var eve = chat.Invite("eve");
        var prefix = "q" + Guid.NewGuid().ToString("N")[..8];
        // Found by both, by the id alone, and by the name alone.
        var both = new[] { await NamedAsync($"{prefix}0", $"{prefix} z"), await NamedAsync($"{prefix}1", $"{prefix} y") };
        var byId = new[] { await NamedAsync($"{prefix}2", "Cid"), await NamedAsync($"{prefix}3", "Ann"), await NamedAsync($"{prefix}4", "Bob") };
        var twins = new[] { await NamedAsync("ann", $"{prefix} a"), await NamedAsync("ann", $"{prefix} a") };
        var namesake = await NamedAsync("bob", prefix);
        Person[] expected = [namesake, .. twins.OrderBy(twin => twin.UserId, StringComparer.Ordinal), both[1], both[0], .. byId];

        foreach (var limit in new[] { 1, 2, 3, 5, 8, 200 })
        {
            Assert.Equal(expected.Select(person => person.UserId), await AllAsync(eve, prefix, limit));
        }
    }

    [Fact]
    public async Task A_new_name_takes_the_place_of_the_old_one()
    {
        var (ann, eve) = (await NamedAsync("ann", $"{_name} old"), chat.Invite("eve"));

        await ann.AskAsync(HttpMethod.Patch, "me", new { displayName = $"{_name} new" });

        Assert.Empty(await FoundAsync(eve, $"{_name} old"));
        Assert.Equal([ann.UserId], await FoundAsync(eve, $"{_name} new"));
    }

    [Fact]
    public async Task An_entry_never_goes_back_to_an_earlier_profile()
    {
        var (ann, eve) = (await NamedAsync("ann", $"{_name} new"), chat.Invite("eve"));
        var services = chat.Stack.Functions.Host.Services;
        var now = (await services.GetRequiredService<Profiles>().FindAsync(ann.UserId, CancellationToken.None))!;

        // A request that was held up on its way.
        await services.GetRequiredService<UserDirectory>().KeepAsync(
            now with { Version = now.Version - 1, DisplayName = $"{_name} old" }, CancellationToken.None);

        Assert.Equal([ann.UserId], await FoundAsync(eve, $"{_name} new"));
        Assert.Empty(await FoundAsync(eve, $"{_name} old"));
    }

    [Fact]
    public async Task A_page_costs_the_same_however_many_there_are()
    {
        var eve = chat.Invite("eve");
        await eve.AskAsync(HttpMethod.Post, "negotiate");
        for (var people = 0; people < 12; people++)
        {
            await NamedAsync("ann", _name);
        }

        foreach (var query in new[] { _name, "nobody is called so" })
        {
            var cost = await DatabaseCost.OfAsync(chat.Stack, () => eve.AskAsync(HttpMethod.Get, $"users?query={query}&limit=20"));
            Assert.Equal(new DatabaseCost(Reads: 0, Writes: 0, Queries: 2), cost);
        }

        var page = await DatabaseCost.OfAsync(chat.Stack, () => eve.AskAsync(HttpMethod.Get, $"users?query={_name}&limit=5"));
        Assert.Equal(new DatabaseCost(Reads: 0, Writes: 0, Queries: 1), page);
    }

    [Theory]
    [InlineData("query", "")]
    [InlineData("query", "?query=")]
    [InlineData("query", "?query=%20%E2%80%8B")]
    [InlineData("query", "?query=a%0Ab")]
    [InlineData("query", "?query=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("limit", "?query=a&limit=0")]
    [InlineData("limit", "?query=a&limit=201")]
    [InlineData("limit", "?query=a&limit=x")]
    [InlineData("after", "?query=a&after=")]
    [InlineData("after", "?query=a&after=!")]
    [InlineData("after", "?query=a&after=eGFubg")]
    [InlineData("name", "?query=a&name=b")]
    public async Task Bad_input_is_named(string field, string query)
    {
        var ann = chat.Invite("ann");
        await ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Get, $"users{query}");
    }

    private async Task<Person> NamedAsync(string person, string displayName)
    {
        var named = chat.Invite(person);
        await named.AskAsync(HttpMethod.Patch, "me", new { displayName });
        return named;
    }

    private static Task<JsonObject> PageAsync(Person asking, string query, string more = "") =>
        asking.AskAsync(HttpMethod.Get, $"users?query={Uri.EscapeDataString(query)}{more}");

    private static async Task<IReadOnlyList<string>> FoundAsync(Person asking, string query) => Ids(await PageAsync(asking, query));

    private static async Task<List<string>> AllAsync(Person asking, string query, int limit)
    {
        var page = await PageAsync(asking, query, $"&limit={limit}");
        var found = new List<string>(Ids(page));
        while ((bool)page["more"]!)
        {
            page = await PageAsync(asking, query, $"&limit={limit}&after={(string)page["next"]!}");
            Assert.InRange(Ids(page).Count, 0, limit);
            found.AddRange(Ids(page));
        }

        Assert.Null(page["next"]);
        return found;
    }

    private static List<string> Ids(JsonObject page) => [.. page["users"]!.AsArray().Select(user => (string)user!["userId"]!)];
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Chat.Functions.Platform;
using Chat.Local.Emulation;
using Chat.Local.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Users;

public sealed class MyProfileTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private const string Picture = "https://example.org/ann.png";

    [Fact]
    public async Task The_first_sign_in_makes_a_profile_of_the_tokens_claims()
    {
        using var ann = SignedIn("ann", new AccessTokenTerms { Picture = Picture, Locale = "pt_BR" }, "Ann Lee");

        var negotiated = await ann.AskAsync(HttpMethod.Post, "negotiate");
        var me = await ann.AskAsync(HttpMethod.Get, "me");

        Assert.Equal("Ann Lee", (string)negotiated["displayName"]!);
        Assert.Equal(
            (ann.UserId, "Ann Lee", Picture, "pt-BR", true),
            ((string)me["userId"]!, (string)me["displayName"]!, (string)me["avatarUrl"]!, (string)me["locale"]!,
                (bool)me["settings"]!["readReceipts"]!));
        Assert.Null(me["statusText"]);
        Assert.NotNull(me["createdAt"]);
        Assert.Equal(me.ToJsonString(), (await ann.AskAsync(HttpMethod.Get, "me")).ToJsonString());
    }

    [Theory]
    [InlineData("http://example.org/ann.png", "en")]
    [InlineData("not an address", "e")]
    [InlineData("https://ann:secret@example.org/ann.png", "en us")]
    public async Task Claims_that_cannot_be_used_keep_nobody_out(string picture, string locale)
    {
        using var ann = SignedIn("ann", new AccessTokenTerms { Picture = picture, Locale = locale }, "\n\u200b");

        var me = await ann.AskAsync(HttpMethod.Get, "me");

        Assert.Equal((ann.UserId, null), ((string)me["displayName"]!, me["avatarUrl"]));
        Assert.Equal(locale == "en" ? "en" : null, (string?)me["locale"]);
    }

    [Fact]
    public async Task What_the_user_sets_wins_over_the_token_until_it_is_taken_back()
    {
        using var ann = SignedIn("ann", new AccessTokenTerms { Picture = Picture, Locale = "en" }, "Ann Lee");
        await ann.AskAsync(HttpMethod.Patch, "me", new { displayName = " Annie ", avatarUrl = "https://example.org/new.png", locale = "de" });
        SignIn(ann, new AccessTokenTerms { Picture = Picture, Locale = "en" }, "Ann Smith");

        Assert.Equal("Annie", (string)(await ann.AskAsync(HttpMethod.Post, "negotiate"))["displayName"]!);
        var set = await ann.AskAsync(HttpMethod.Get, "me");
        Assert.Equal(("Annie", "https://example.org/new.png", "de"), Shown(set));

        var nothing = (string?)null;
        var back = await ann.AskAsync(HttpMethod.Patch, "me", new { displayName = nothing, avatarUrl = nothing, locale = nothing });
        Assert.Equal(("Ann Smith", Picture, "en"), Shown(back));
    }

    [Fact]
    public async Task Others_see_name_picture_and_status_and_no_more()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.AskAsync(HttpMethod.Patch, "me", new { displayName = "Annie", avatarUrl = Picture, statusText = "at sea", locale = "de" });

        var seen = await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}");

        Assert.Equal(["userId", "displayName", "avatarUrl", "statusText"], seen.Select(member => member.Key));
        Assert.Equal(("Annie", Picture, "at sea"), ((string)seen["displayName"]!, (string)seen["avatarUrl"]!, (string)seen["statusText"]!));
    }

    [Fact]
    public async Task A_setting_stays_until_it_is_changed_and_null_is_the_default()
    {
        var ann = chat.Invite("ann");
        await ann.AskAsync(HttpMethod.Patch, "me", new { settings = new { readReceipts = false } });
        await ann.AskAsync(HttpMethod.Post, "negotiate");
        await ann.AskAsync(HttpMethod.Patch, "me", new { statusText = "here", settings = new { } });
        Assert.False((bool)(await ann.AskAsync(HttpMethod.Get, "me"))["settings"]!["readReceipts"]!);

        var back = await ann.AskAsync(HttpMethod.Patch, "me", new { settings = new { readReceipts = (bool?)null } });

        Assert.Equal((true, "here"), ((bool)back["settings"]!["readReceipts"]!, (string)back["statusText"]!));
    }

    public static TheoryData<string, string, string> BadChanges => new()
    {
        { "displayName", "invalid_request", """{ "displayName": " " }""" },
        { "displayName", "invalid_request", """{ "displayName": "a\nb" }""" },
        { "displayName", "invalid_request", """{ "displayName": "a\u2028b" }""" },
        { "displayName", "invalid_request", """{ "displayName": 1 }""" },
        { "displayName", "too_large", $$"""{ "displayName": "{{new string('x', 65)}}" }""" },
        { "avatarUrl", "invalid_request", """{ "avatarUrl": "http://example.org/a.png" }""" },
        { "avatarUrl", "invalid_request", """{ "avatarUrl": "javascript:alert(1)" }""" },
        { "avatarUrl", "invalid_request", """{ "avatarUrl": "" }""" },
        { "avatarUrl", "invalid_request", """{ "avatarUrl": "https://example.org:pass@evil.example/a.png" }""" },
        { "avatarUrl", "too_large", $$"""{ "avatarUrl": "https://example.org/{{new string('ä', 100)}}" }""" },
        { "avatarUrl", "too_large", $$"""{ "avatarUrl": "https://example.org/{{new string('x', 500)}}" }""" },
        { "statusText", "invalid_request", """{ "statusText": "" }""" },
        { "statusText", "too_large", $$"""{ "statusText": "{{new string('x', 141)}}" }""" },
        { "locale", "invalid_request", """{ "locale": "english please" }""" },
        { "locale", "invalid_request", """{ "locale": "e" }""" },
        { "locale", "invalid_request", """{ "locale": "en-a" }""" },
        { "locale", "invalid_request", """{ "locale": "en-12" }""" },
        { "locale", "invalid_request", $$"""{ "locale": "en{{string.Concat(Enumerable.Repeat("-abcdefgh", 4))}}" }""" },
        { "settings", "invalid_request", """{ "settings": null }""" },
        { "settings.readReceipts", "invalid_request", """{ "settings": { "readReceipts": 1 } }""" },
        { "settings.theme", "invalid_request", """{ "settings": { "theme": "dark" } }""" },
        { "userId", "invalid_request", """{ "userId": "eve" }""" },
        { "body", "invalid_request", "[]" },
    };

    [Theory]
    [MemberData(nameof(BadChanges))]
    public async Task A_bad_change_is_named_and_changes_nothing(string field, string code, string body)
    {
        var ann = chat.Invite("ann");
        var before = await ann.AskAsync(HttpMethod.Patch, "me", new { statusText = "as before" });

        var status = code == "too_large" ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest;
        var change = JsonNode.Parse(body)!;
        if (change is JsonObject members)
        {
            members.TryAdd("statusText", "changed");
        }

        await ann.RefusedAsync(status, code, field, HttpMethod.Patch, "me", change);
        Assert.Equal(before.ToJsonString(), (await ann.AskAsync(HttpMethod.Get, "me")).ToJsonString());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    [InlineData("es-419")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("sl-rozaj-biske-1994")]
    [InlineData("de-DE-u-co-phonebk-x-mine")]
    public async Task A_locale_is_any_well_formed_language_tag(string locale) =>
        Assert.Equal(locale, (string)(await chat.Invite("ann").AskAsync(HttpMethod.Patch, "me", new { locale }))["locale"]!);

    [Fact]
    public async Task As_much_as_the_limits_allow_is_kept()
    {
        var ann = chat.Invite("ann");
        var (name, status) = (new string('n', ChatLimits.DisplayNameCharacters), new string('s', ChatLimits.StatusTextCharacters));
        var avatarUrl = "https://example.org/".PadRight(ChatLimits.AvatarUrlCharacters, 'x');

        var me = await ann.AskAsync(HttpMethod.Patch, "me", new { displayName = name, statusText = status, avatarUrl });

        Assert.Equal((name, status, avatarUrl), ((string)me["displayName"]!, (string)me["statusText"]!, (string)me["avatarUrl"]!));
    }

    [Fact]
    public async Task Two_changes_at_once_both_stand()
    {
        var ann = chat.Invite("ann");
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(
                ann.AskAsync(HttpMethod.Patch, "me", new { displayName = $"Ann {round}" }),
                ann.AskAsync(HttpMethod.Patch, "me", new { statusText = $"status {round}" }),
                ann.AskAsync(HttpMethod.Post, "negotiate"));

            var me = await ann.AskAsync(HttpMethod.Get, "me");
            Assert.Equal(($"Ann {round}", $"status {round}"), ((string)me["displayName"]!, (string)me["statusText"]!));
        }
    }

    [Fact]
    public async Task A_sign_in_that_brings_no_news_costs_two_reads()
    {
        var ann = chat.Invite("ann");
        await ann.AskAsync(HttpMethod.Post, "negotiate");

        Assert.Equal(
            new DatabaseCost(Reads: 2, Writes: 0, Queries: 0),
            await DatabaseCost.OfAsync(chat.Stack, () => ann.AskAsync(HttpMethod.Post, "negotiate")));
    }

    [Theory]
    [InlineData("create", "negotiate")]
    [InlineData("replace", "me")]
    public async Task A_crash_before_the_directory_is_written_is_mended_by_the_next_sign_in(string operation, string path)
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var name = $"Crash {Guid.NewGuid():N}";
        if (operation == "create")
        {
            SignIn(ann, new AccessTokenTerms(), name);
        }
        else
        {
            await ann.AskAsync(HttpMethod.Post, "negotiate");
        }

        // The profile is written, the directory is not.
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Hold(Task.CompletedTask));
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Respond(400));
        var (method, body) = operation == "create" ? (HttpMethod.Post, null) : (HttpMethod.Patch, new { displayName = name });
        await ann.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, method, path, body);
        Assert.Empty(chat.Stack.Cosmos.Faults.Pending);
        Assert.Empty(await FoundAsync(bob, name));

        await ann.AskAsync(HttpMethod.Post, "negotiate");

        Assert.Equal([ann.UserId], await FoundAsync(bob, name));
    }

    [Fact]
    public async Task A_profile_of_an_older_build_is_read_and_completed_by_the_next_sign_in()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var users = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>().Users;
        await users.CreateItemAsync(
            new { Id = "profile", Type = "profile", ann.UserId, DisplayName = "Old Ann" }, new PartitionKey(ann.UserId));
        Assert.Equal("Old Ann", (string)(await bob.AskAsync(HttpMethod.Get, $"users/{ann.UserId}"))["displayName"]!);

        var me = await ann.AskAsync(HttpMethod.Get, "me");

        Assert.StartsWith("Ann", (string)me["displayName"]!, StringComparison.Ordinal);
        Assert.StartsWith("20", (string)me["createdAt"]!, StringComparison.Ordinal);
        Assert.Equal([ann.UserId], await FoundAsync(bob, ann.UserId));
    }

    private static async Task<IEnumerable<string>> FoundAsync(Person asking, string query) =>
        (await asking.AskAsync(HttpMethod.Get, $"users?query={Uri.EscapeDataString(query)}"))["users"]!.AsArray()
            .Select(user => (string)user!["userId"]!);

    private static (string, string, string) Shown(JsonObject me) =>
        ((string)me["displayName"]!, (string)me["avatarUrl"]!, (string)me["locale"]!);

    private Person SignedIn(string name, AccessTokenTerms terms, string displayName)
    {
        var person = chat.Invite(name);
        SignIn(person, terms, displayName);
        return person;
    }

    private void SignIn(Person person, AccessTokenTerms terms, string displayName) =>
        person.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", chat.Stack.Identity.IssueAccessToken(person.UserId, displayName, terms));
}

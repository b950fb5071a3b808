using System.Net;
using System.Text.Json.Nodes;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Users;

public sealed class ContactTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_request_that_is_accepted_makes_a_contact_of_both()
    {
        var (ann, bob, eve) = (await SignedInAsync("ann"), await SignedInAsync("bob"), await SignedInAsync("eve"));

        var asked = await AskAsync(ann, bob);
        Assert.Equal((bob.UserId, "requested"), ((string)asked["userId"]!, (string)asked["state"]!));
        Assert.Equal(asked.ToJsonString(), Assert.Single(await ContactsAsync(ann)).ToJsonString());
        var incoming = Assert.Single(await ContactsAsync(bob));
        Assert.Equal(
            (ann.UserId, "incoming", (string)asked["since"]!),
            ((string)incoming["userId"]!, (string)incoming["state"]!, (string)incoming["since"]!));

        Assert.Equal("accepted", (string)(await AskAsync(bob, ann))["state"]!);
        await AssertStatesAsync(ann, bob, "accepted", "accepted");
        Assert.Equal(
            (string)Assert.Single(await ContactsAsync(ann))["since"]!, (string)Assert.Single(await ContactsAsync(bob))["since"]!);
        Assert.Empty(await ContactsAsync(eve));
    }

    [Fact]
    public async Task Asking_and_ending_again_changes_nothing()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var first = await AskAsync(ann, bob);

        var cost = await DatabaseCost.OfAsync(
            chat.Stack, async () => Assert.Equal(first.ToJsonString(), (await AskAsync(ann, bob)).ToJsonString()));
        Assert.Equal(0, cost.Writes);

        await EndAsync(ann, bob);
        cost = await DatabaseCost.OfAsync(chat.Stack, () => EndAsync(ann, bob));
        Assert.Equal(0, cost.Writes);
        await AssertStatesAsync(ann, bob, null, null);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Either_side_ends_a_request_or_a_contact_and_one_may_ask_again(bool isAccepted, bool byAnn)
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await AskAsync(ann, bob);
        if (isAccepted)
        {
            await AskAsync(bob, ann);
        }

        await (byAnn ? EndAsync(ann, bob) : EndAsync(bob, ann));
        await AssertStatesAsync(ann, bob, null, null);

        Assert.Equal("requested", (string)(await AskAsync(ann, bob))["state"]!);
        await AssertStatesAsync(ann, bob, "requested", "incoming");
    }

    [Fact]
    public async Task Two_who_ask_at_once_are_contacts()
    {
        for (var round = 0; round < 5; round++)
        {
            var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));

            var answers = await Task.WhenAll(AskAsync(ann, bob), AskAsync(bob, ann), AskAsync(ann, bob));

            Assert.Contains("accepted", answers.Select(answer => (string)answer["state"]!));
            await AssertStatesAsync(ann, bob, "accepted", "accepted");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_a_crash_left_undone_is_completed_by_the_repeat(int writes)
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));

        await DieAfterAsync(writes, "create", ann, HttpMethod.Put, bob);
        Assert.Equal(writes, (await ContactsAsync(ann)).Count);
        Assert.Empty(await ContactsAsync(bob));

        await AskAsync(ann, bob);
        await AssertStatesAsync(ann, bob, "requested", "incoming");

        await DieAfterAsync(writes, "replace", bob, HttpMethod.Delete, ann);
        await EndAsync(bob, ann);
        await AssertStatesAsync(ann, bob, null, null);
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_also_completed_when_the_other_asks()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await DieAfterAsync(1, "create", ann, HttpMethod.Put, bob);

        Assert.Equal("accepted", (string)(await AskAsync(bob, ann))["state"]!);

        await AssertStatesAsync(ann, bob, "accepted", "accepted");
    }

    [Fact]
    public async Task An_end_that_a_crash_kept_from_the_other_counts_when_the_other_asks()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        await AskAsync(ann, bob);
        await AskAsync(bob, ann);
        await DieAfterAsync(1, "replace", bob, HttpMethod.Delete, ann);

        Assert.Equal("requested", (string)(await AskAsync(ann, bob))["state"]!);

        await AssertStatesAsync(ann, bob, "requested", "incoming");
    }

    [Fact]
    public async Task Whatever_two_do_at_once_their_documents_agree_afterwards()
    {
        var random = new Random(4711);
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        for (var round = 0; round < 6; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            {
                var (person, other) = i % 2 == 0 ? (ann, bob) : (bob, ann);
                var method = random.Next(3) == 0 ? HttpMethod.Delete : HttpMethod.Put;
                var path = random.Next(3) == 0 ? "me/blocks" : "me/contacts";
                return person.TryAsync(method, $"{path}/{other.UserId}");
            }));

            var (ofAnn, ofBob) = (await DocumentAsync(ann, bob), await DocumentAsync(bob, ann));
            Assert.Equal((ofAnn.Mine, ofAnn.Theirs), (ofBob.Theirs, ofBob.Mine));
        }
    }

    [Fact]
    public async Task Contacts_are_listed_by_id_a_page_at_a_time()
    {
        var ann = await SignedInAsync("ann");
        var others = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var other = await SignedInAsync("bob");
            await AskAsync(ann, other);
            others.Add(other.UserId);
        }

        others.Sort(StringComparer.Ordinal);
        using (var ended = new Person(chat.Stack, others[2]))
        {
            await EndAsync(ended, ann);
        }

        others.RemoveAt(2);
        var first = await ann.AskAsync(HttpMethod.Get, "me/contacts?limit=3");
        var second = await ann.AskAsync(HttpMethod.Get, $"me/contacts?limit=3&after={others[2]}");

        Assert.Equal(others[..3], Ids(first));
        Assert.Equal(others[3..], Ids(second));
        Assert.Equal((true, false), ((bool)first["more"]!, (bool)second["more"]!));
        Assert.Equal(
            new DatabaseCost(Reads: 0, Writes: 0, Queries: 1),
            await DatabaseCost.OfAsync(chat.Stack, () => ann.AskAsync(HttpMethod.Get, "me/contacts?limit=3")));
    }

    [Fact]
    public async Task A_request_costs_the_same_however_many_contacts_there_are()
    {
        var (ann, bob) = (await SignedInAsync("ann"), await SignedInAsync("bob"));
        var first = await DatabaseCost.OfAsync(chat.Stack, () => AskAsync(ann, bob));
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(await SignedInAsync("eve"), ann);
            await AskAsync(ann, await SignedInAsync("eve"));
        }

        var other = await SignedInAsync("bob");
        var later = await DatabaseCost.OfAsync(chat.Stack, () => AskAsync(ann, other));

        Assert.Equal(new DatabaseCost(Reads: 4, Writes: 2, Queries: 0), first);
        Assert.Equal(first, later);
    }

    [Fact]
    public async Task Bad_input_is_named()
    {
        var ann = await SignedInAsync("ann");
        foreach (var path in new[] { "me/contacts", "me/blocks" })
        {
            await ann.RefusedAsync(HttpStatusCode.NotFound, "not_found", "userId", HttpMethod.Put, $"{path}/{ann.UserId}-nobody");
            foreach (var userId in new[] { ann.UserId, "a%20b", "system", new string('x', 65) })
            {
                await RefusedAsync("userId", HttpMethod.Put, $"{path}/{userId}");
                await RefusedAsync("userId", HttpMethod.Delete, $"{path}/{userId}");
            }
        }

        await RefusedAsync("limit", HttpMethod.Get, "me/contacts?limit=201");
        await RefusedAsync("after", HttpMethod.Get, "me/contacts?after=a%20b");
        await RefusedAsync("state", HttpMethod.Get, "me/contacts?state=blocked");
        Assert.Empty(await ContactsAsync(ann));

        Task RefusedAsync(string field, HttpMethod method, string path) =>
            ann.RefusedAsync(HttpStatusCode.BadRequest, "invalid_request", field, method, path);
    }

    private async Task<Person> SignedInAsync(string name)
    {
        var person = chat.Invite(name);
        await person.AskAsync(HttpMethod.Post, "negotiate");
        return person;
    }

    private static Task<JsonObject> AskAsync(Person person, Person other) =>
        person.AskAsync(HttpMethod.Put, $"me/contacts/{other.UserId}");

    private static Task<JsonObject> EndAsync(Person person, Person other) => person.AskAsync(HttpMethod.Delete, $"me/contacts/{other.UserId}");

    private static async Task<IReadOnlyList<JsonNode>> ContactsAsync(Person person) =>
        [.. (await person.AskAsync(HttpMethod.Get, "me/contacts"))["contacts"]!.AsArray().Select(contact => contact!)];

    private static IEnumerable<string> Ids(JsonObject page) => page["contacts"]!.AsArray().Select(contact => (string)contact!["userId"]!);

    private static async Task AssertStatesAsync(Person ann, Person bob, string? annSees, string? bobSees)
    {
        Assert.Equal(annSees, (string?)(await ContactsAsync(ann)).SingleOrDefault()?["state"]);
        Assert.Equal(bobSees, (string?)(await ContactsAsync(bob)).SingleOrDefault()?["state"]);
    }

    /// <summary>So many documents are written, and the next is not.</summary>
    private async Task DieAfterAsync(int writes, string operation, Person person, HttpMethod method, Person other)
    {
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Hold(Task.CompletedTask), writes);
        chat.Stack.Cosmos.Faults.Next(operation, new Fault.Respond(400));
        await person.RefusedAsync(HttpStatusCode.ServiceUnavailable, "unavailable", null, method, $"me/contacts/{other.UserId}");
        Assert.Empty(chat.Stack.Cosmos.Faults.Pending);
    }

    private async Task<Contact> DocumentAsync(Person person, Person other)
    {
        var users = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>().Users;
        return await users.FindAsync<Contact>(Contact.IdOf(other.UserId), new PartitionKey(person.UserId), CancellationToken.None)
            ?? Contact.None(person.UserId, other.UserId);
    }
}

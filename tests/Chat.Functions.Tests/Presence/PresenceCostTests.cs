using Chat.Functions.Presence;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Presence;

/// <summary>What presence costs, counted where it is paid: the table of docs/architecture.md.</summary>
public sealed class PresenceCostTests(MovedPresenceFixture chat) : IClassFixture<MovedPresenceFixture>
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Coming_and_going_cost_a_constant_number_of_requests()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        await ann.BefriendAsync(bob);
        var address = await bob.AddressAsync();

        ChatSocket? socket = null;
        var first = await CostAsync("connected", async () => socket = await ChatSocket.OpenAsync(address));
        ChatSocket? second = null;
        var again = await CostAsync("connected", async () => second = await ChatSocket.OpenAsync(address));
        var left = await CostAsync("disconnected", async () => await second!.DisposeAsync());
        var gone = await CostAsync("disconnected", async () => await socket!.DisposeAsync());

        // connect: channels, contacts. connected: the same again, the profile, the presence; then what is stored and told.
        Assert.Equal("1 create, 1 patch, 4 query, 2 read; 1 client, 1 sendToGroup", first);
        Assert.Equal("4 query, 2 read, 1 replace; 1 client", again);
        Assert.Equal("1 read, 1 replace; ", left);
        Assert.Equal("1 read, 1 replace; ", gone);
    }

    [Fact]
    public async Task Nine_of_ten_heartbeats_touch_no_database_and_no_other_service()
    {
        var bob = chat.Invite("bob");
        await using var socket = await bob.ConnectAsync();
        await HeartbeatAsync(socket);
        var costs = new List<string>();
        var upstream = chat.Stack.WebPubSub.Upstream.Count("heartbeat");

        for (var i = 0; i < 40; i++)
        {
            chat.Time.Advance(HeartbeatInterval);
            costs.Add(await CostAsync("heartbeat", () => HeartbeatAsync(socket)));
        }

        Assert.Equal(40, chat.Stack.WebPubSub.Upstream.Count("heartbeat") - upstream);
        Assert.Equal(36, costs.Count(cost => cost == "; "));
        Assert.Equal(4, costs.Count(cost => cost == "2 query, 1 read, 1 replace; "));
    }

    [Fact]
    public async Task An_idle_device_is_told_at_once()
    {
        var bob = chat.Invite("bob");
        await using var socket = await bob.ConnectAsync();
        await HeartbeatAsync(socket);

        var cost = await CostAsync("heartbeat", () => socket.AskEventAsync("heartbeat", """{"device":"web","idle":true}"""));

        Assert.Equal("1 patch, 2 query, 1 read, 1 replace; 1 sendToGroup", cost);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public async Task A_sweep_costs_the_same_however_many_are_online(int online)
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions());
        var services = stack.Functions.Host.Services;
        var database = services.GetRequiredService<Functions.Platform.ChatDatabase>();
        var (rules, now) = (services.GetRequiredService<PresenceRules>(), TimeProvider.System.GetUtcNow());
        await Parallel.ForAsync(0, online, async (i, token) =>
        {
            var presence = rules.Connect(new PresenceDocument($"user{i}"), $"c{i}", now).Document;
            await database.Users.CreateItemAsync(rules.Told(presence, now), new PartitionKey($"user{i}"), cancellationToken: token);
        });
        var sweep = ActivatorUtilities.CreateInstance<SweepPresence>(services);
        await sweep.RunAsync(CancellationToken.None);
        stack.Cosmos.Requests.Clear();

        await sweep.RunAsync(CancellationToken.None);

        Assert.Equal("1 plan, 1 query", Of(stack.Cosmos.Requests));
        Assert.Equal(0, stack.WebPubSub.Requests.Count("connectionExists"));
    }

    [Fact]
    public async Task Somebody_who_is_due_costs_a_question_a_read_and_a_write()
    {
        var bob = chat.Invite("bob");
        await using var socket = await bob.ConnectAsync();
        chat.Time.Advance(TimeSpan.FromMinutes(16));
        await chat.SweepAsync();
        chat.Time.Advance(TimeSpan.FromMinutes(16));
        chat.Stack.Cosmos.Requests.Clear();
        chat.Stack.WebPubSub.Requests.Clear();

        await chat.SweepAsync();

        Assert.Equal(1, chat.Stack.Cosmos.Requests.Count("replace"));
        Assert.Equal(1, chat.Stack.Cosmos.Requests.Count("read"));
        Assert.Equal("1 connectionExists", Of(chat.Stack.WebPubSub.Requests));
    }

    private static async Task HeartbeatAsync(ChatSocket socket) =>
        Assert.True(await socket.AskEventAsync("heartbeat", """{"device":"web"}"""));

    /// <summary>What all of it costs until this event has been answered: the database's requests, and Web PubSub's.</summary>
    private async Task<string> CostAsync(string until, Func<Task> act)
    {
        var seen = chat.Stack.WebPubSub.Upstream.Count(until);
        chat.Stack.Cosmos.Requests.Clear();
        chat.Stack.WebPubSub.Requests.Clear();
        await act();
        await chat.Stack.WebPubSub.Upstream.UntilAsync(until, seen + 1).WaitAsync(TimeSpan.FromSeconds(20));
        return $"{Of(chat.Stack.Cosmos.Requests)}; {Of(chat.Stack.WebPubSub.Requests)}";
    }

    private static string Of(RequestLog log) => string.Join(", ", log.Snapshot()
        .Where(request => request.Operation is not ("pkranges" or "changefeed" or "colls" or "database") && !request.Operation.StartsWith("leases", StringComparison.Ordinal))
        .GroupBy(request => request.Operation).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
}

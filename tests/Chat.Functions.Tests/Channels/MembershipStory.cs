using System.Net;
using System.Text.Json.Nodes;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Channels;

/// <summary>What happens to one channel and the people around it, drawn by chance: what they ask for, wisely or not, some of it at
/// once, and who connects meanwhile.</summary>
internal sealed class MembershipStory(ChatFixture chat, Random random) : IAsyncDisposable
{
    private const int Steps = 16;

    private static readonly string[] Roles = ["member", "moderator", "readonly", "owner"];

    private readonly List<(Person Person, ChatSocket Socket)> _sockets = [];

    public IReadOnlyList<Person> People { get; } = [.. Enumerable.Range(0, 4).Select(_ => chat.Invite("user"))];

    public IReadOnlyList<(Person Person, ChatSocket Socket)> Sockets => _sockets;

    public string ChannelId { get; private set; } = "";

    /// <summary>Something that fails, or comes late, in the database or in Web PubSub. Not what connecting needs: nobody asks for that
    /// again.</summary>
    public static (string Operation, Fault Fault) NextFault(Random random)
    {
        string[] operations =
            ["batch", "batch", "batch", "read", "create", "patch", "addUserToGroup", "removeUserFromGroup", "sendToUser", "sendToGroup"];
        Fault[] faults =
        [
            new Fault.Respond(429, TimeSpan.FromMilliseconds(1)), new Fault.Respond(503), new Fault.LoseResponse(), new Fault.Cut(),
            new Fault.Delay(TimeSpan.FromMilliseconds(200)),
        ];
        return (operations[random.Next(operations.Length)], faults[random.Next(faults.Length)]);
    }

    public async Task BeginAsync()
    {
        ChannelId = await People[0].CreateGroupAsync("Team", People[1].UserId, People[2].UserId);
        await People[0].AskAsync(HttpMethod.Patch, $"channels/{ChannelId}", new { isPublic = true });
        foreach (var person in People)
        {
            await ConnectAsync(person);
        }
    }

    public async Task LiveAsync()
    {
        for (var step = 0; step < Steps; step++)
        {
            await Task.WhenAll(Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextAsync()).ToList());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, socket) in _sockets)
        {
            await socket.DisposeAsync();
        }
    }

    private Task NextAsync()
    {
        // The first one most often is the owner, and gets done what it asks for.
        var actor = random.Next(3) > 0 ? People[0] : Anyone();
        var (id, who) = ($"channels/{ChannelId}", Anyone().UserId);
        return random.Next(24) switch
        {
            < 6 => TryAsync(actor, HttpMethod.Put, $"{id}/members/{who}", new JsonObject()),
            < 11 => TryAsync(actor, HttpMethod.Delete, $"{id}/members/{who}"),
            < 13 => TryAsync(actor, HttpMethod.Put, $"{id}/members/{who}", new JsonObject { ["role"] = Roles[random.Next(Roles.Length)] }),
            < 15 => TryAsync(actor, HttpMethod.Put, $"{id}/bans/{who}"),
            < 17 => TryAsync(actor, HttpMethod.Delete, $"{id}/bans/{who}"),
            < 19 => TryAsync(Anyone(), HttpMethod.Put, $"me/channels/{ChannelId}"),
            19 => TryAsync(actor, HttpMethod.Put, $"{id}/archive"),
            20 => TryAsync(actor, HttpMethod.Delete, $"{id}/archive"),
            21 => TryAsync(actor, HttpMethod.Patch, id, new JsonObject { ["name"] = $"Team {random.Next(3)}" }),
            22 when random.Next(6) == 0 => TryAsync(actor, HttpMethod.Delete, id),
            _ => ConnectAsync(Anyone()),
        };
    }

    private Person Anyone() => People[random.Next(People.Count)];

    /// <summary>Whatever the answer is: nobody asks again.</summary>
    private static Task<(HttpStatusCode Status, JsonObject? Answer)> TryAsync(
        Person actor, HttpMethod method, string path, JsonObject? body = null) => actor.TryAsync(method, path, body);

    private async Task ConnectAsync(Person person)
    {
        var (_, answer) = await person.TryAsync(HttpMethod.Post, "negotiate");
        if ((string?)answer!["url"] is not { } address)
        {
            return;
        }

        var socket = await ChatSocket.OpenAsync(new Uri(address));
        lock (_sockets)
        {
            _sockets.Add((person, socket));
        }
    }
}

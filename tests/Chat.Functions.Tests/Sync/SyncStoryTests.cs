using Chat.Functions.Tests.Reading;
using FsCheck;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Sync;

/// <summary>Whatever several people do in several channels, and whenever and by whatever pages a device asks: in the end it has exactly
/// its user's channels, and of each the log.</summary>
public sealed class SyncStoryTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    private const int Steps = 30;

    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Property(MaxTest = 8)]
    public async Task A_device_ends_with_exactly_its_users_channels_and_their_logs(PositiveInt seed)
    {
        await using var world = new World(chat, new Random(seed.Get));
        await world.BeginAsync();
        for (var step = 0; step < Steps; step++)
        {
            await world.NextAsync();
        }

        await world.CheckAsync();
    }

    private sealed class World(ReadingFixture chat, Random random) : IAsyncDisposable
    {
        private readonly Person _ann = chat.Invite("ann");
        private readonly Person _bob = chat.Invite("bob");
        private readonly Dictionary<string, long> _heads = [];
        private ChatSocket? _socket;
        private Device? _device;

        private Device Device => _device ??= new Device(_bob);

        public async Task BeginAsync()
        {
            _socket = await _ann.ConnectAsync();
            foreach (var name in Names)
            {
                var channelId = await _ann.CreateGroupAsync(name, _bob.UserId);
                _heads[channelId] = 0;
                if (random.Next(3) == 0)
                {
                    await _ann.AskAsync(HttpMethod.Patch, $"channels/{channelId}", new { history = "join" });
                }
            }
        }

        public Task NextAsync() => random.Next(12) switch
        {
            < 4 => SayAsync(Channel(), random.Next(1, 16)),
            4 => ChangeAsync(Channel()),
            5 => _ann.PutMemberAsync(Channel(), _bob.UserId),
            6 => _ann.TryAsync(HttpMethod.Delete, $"channels/{Channel()}/members/{_bob.UserId}"),
            7 => chat.TrackAsync(Channel()),
            8 => _ann.TryAsync(HttpMethod.Patch, $"channels/{Channel()}", new { topic = $"{random.Next(5)}" }),
            9 => Task.WhenAll(SayAsync(Channel(), 3), Device.SyncAsync(Limit())),
            _ => Device.SyncAsync(Limit()),
        };

        public async Task CheckAsync()
        {
            await Device.CatchUpAsync(Limit());
            Assert.Equal((await _bob.ChannelsAsync()).Order(StringComparer.Ordinal), Device.Channels.Keys);
            foreach (var (channelId, held) in Device.Channels)
            {
                var log = await _bob.ReadEntriesAsync(channelId);
                var kept = held.Entries.Where(entry => (long)entry["seq"]! >= held.FirstSeq).ToList();
                Assert.Equal(
                    log.TakeLast(kept.Count).Select(entry => ((long)entry["seq"]!, (string)entry["kind"]!, (string)entry["clientId"]!)),
                    kept.Select(entry => ((long)entry["seq"]!, (string)entry["kind"]!, (string)entry["clientId"]!)));
                // It may begin with a window, but not with less than a window has for it.
                Assert.True(log.Count == 0 || kept.Count > 0);
                Assert.Equal((string?)(await _bob.FindAsync(channelId))["topic"], (string?)held.Channel["topic"]);
            }

            Assert.Empty((await _bob.SyncAsync(SyncTests.Request(Device))).Channels());
        }

        public async ValueTask DisposeAsync()
        {
            if (_socket is not null)
            {
                await _socket.DisposeAsync();
            }
        }

        private string Channel() => _heads.Keys.ElementAt(random.Next(_heads.Count));

        private int Limit() => random.Next(3) switch { 0 => random.Next(1, 4), 1 => random.Next(5, 40), _ => 500 };

        private async Task SayAsync(string channelId, int messages)
        {
            if (messages <= 3)
            {
                _heads[channelId] = await _socket!.SayAsync(channelId, [.. Enumerable.Range(0, messages).Select(i => $"message {i}")]);
                return;
            }

            // More than Ann may send so fast: others wrote them, through another instance.
            var last = (await chat.Entries.ReadLastAsync(channelId, 1, default)) is [var head] ? head.Seq : 0;
            await chat.AppendAsync(channelId, last + 1, last + messages);
            _heads[channelId] = last + messages;
        }

        private async Task ChangeAsync(string channelId)
        {
            if (_heads[channelId] > 0)
            {
                // Whatever it names: what is no message, or is deleted, is refused.
                var target = random.NextInt64(1, _heads[channelId] + 1);
                await (random.Next(2) == 0
                    ? _socket!.ChangeAsync("edit", channelId, target, text: "again")
                    : _socket!.ChangeAsync("delete", channelId, target));
            }
        }
    }
}

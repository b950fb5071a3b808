using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Retention;
using Chat.Functions.Tests.Messages;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Retention;

/// <summary>Sends, changes, truncations and erasures in any order, interrupted at any place: the log stays gapless, no number
/// is given twice, and the stored entries are what the rules make of the log.</summary>
public sealed class KeepingTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int BucketSize = 5;

    [Property(MaxTest = 30, Arbitrary = [typeof(KeepingStory)])]
    public async Task Whatever_is_removed_the_log_is_gapless_and_is_what_its_entries_say(KeepingStory story)
    {
        var world = new World(fixture, new Random(story.Seed));
        await world.Log.CreateAsync();
        try
        {
            foreach (var act in story.Acts)
            {
                await world.ActAsync(act);
            }

            await world.EndAsync();
            await world.CheckAsync();
        }
        finally
        {
            fixture.Cosmos.Faults.Clear();
            await world.Log.ForgetAsync();
        }
    }

    private sealed class World
    {
        private readonly LogFixture _fixture;
        private readonly Random _random;
        private readonly List<LogWriters> _instances;
        private readonly string[] _users;
        private readonly ErasureDesk _desk;
        private readonly Replay _replay = new();
        private readonly Dictionary<string, string> _erasures = [];
        private long _head;
        private int _sent;

        public World(LogFixture fixture, Random random)
        {
            (_fixture, _random, Log) = (fixture, random, new KeptLog(fixture, BucketSize));
            _instances = [Log.NewInstance(), Log.NewInstance()];
            _users = [.. new[] { "ann", "bob", "cid" }.Select(name => $"{name}-{Log.ChannelId}")];
            _desk = new ErasureDesk(fixture, BucketSize, _instances[0], Log.Time);
        }

        public KeptLog Log { get; }

        public async Task ActAsync(char act)
        {
            switch (act)
            {
                case 'm':
                    var draft = Drafts.Message(Log.ChannelId, User(), $"s{_sent++}", _random.NextInt64(_head + 1));
                    await SendAsync(draft with { Entry = draft.Entry with { Text = $"{draft.Entry.SenderId} says {_sent}" } });
                    break;
                case 'c' when _head > 0:
                    await ChangeAsync();
                    break;
                case 't':
                    await Log.RunAsync();
                    break;
                case 'h':
                    Log.Time.Advance(Truncation.Notice);
                    break;
                case 'd':
                    Log.Time.Advance(TimeSpan.FromDays(4));
                    break;
                case 'e':
                    _erasures.TryAdd($"{Log.ChannelId}-{_random.Next(4)}", User());
                    await EraseAsync(_random.Next(_erasures.Count));
                    await SeeErasureAsync();
                    break;
                case 'f':
                    var operation = new[] { "query", "patch", "batch", "replace", "create" }[_random.Next(5)];
                    var kind = new[] { "down", "lost", "cut", "throttled" }[_random.Next(4)];
                    _fixture.Cosmos.Faults.Next(operation, new PlannedFault(operation, kind).ToFault(), _random.Next(1, 8));
                    await (_random.Next(2) == 0 || _erasures.Count == 0 ? TryRunAsync() : EraseAsync(_random.Next(_erasures.Count)));
                    _fixture.Cosmos.Faults.Clear();
                    await SeeErasureAsync();
                    break;
            }
        }

        public async Task EndAsync()
        {
            for (var erasure = 0; erasure < _erasures.Count; erasure++)
            {
                await EraseAsync(erasure);
                await SeeErasureAsync();
            }

            await ActAsync('m');
        }

        public async Task CheckAsync()
        {
            var stored = await Log.ReadAsync();
            Assert.Equal(_head, stored[^1].Seq);
            Assert.Equal(Enumerable.Range(0, stored.Count).Select(i => stored[0].Seq + i), stored.Select(entry => entry.Seq));
            var state = _replay.State();
            var expired = Log.Time.GetUtcNow() - KeptLog.Days10;
            // The last one of all that had expired may stand there without content until it is removed.
            foreach (var entry in stored.Where(entry => entry.CreatedAt > expired))
            {
                // Nobody knows any more whose message it was that an erasure would have taken a reaction from.
                if (entry.Target is null || entry.Target >= stored[0].Seq || _erasures.ContainsValue(entry.SenderId))
                {
                    Assert.Equal(Plain(state[entry.Seq]), Plain(entry));
                }
            }
        }

        private string User() => _users[_random.Next(_users.Length)];

        private async Task SendAsync(Draft draft)
        {
            var entry = await _instances[_random.Next(_instances.Count)].SendUntilAnsweredAsync(draft);
            _replay.Apply(draft.Entry with { Seq = entry.Seq, CreatedAt = entry.CreatedAt, Counts = entry.Counts });
            _head = Math.Max(_head, entry.Seq);
        }

        private async Task ChangeAsync()
        {
            string[] kinds = [EntryKind.Edit, EntryKind.Edit, EntryKind.React, EntryKind.React, EntryKind.Unreact, EntryKind.Pin, EntryKind.Delete];
            var (kind, user) = (kinds[_random.Next(kinds.Length)], User());
            var says = kind == EntryKind.Edit ? $"{user} says {_sent}" : null;
            var reaction = kind is EntryKind.React or EntryKind.Unreact ? $"{user}{_random.Next(2)}" : null;
            try
            {
                await SendAsync(Drafts.Change(
                    kind, Log.ChannelId, user, $"s{_sent++}", _random.NextInt64(Math.Max(1, _head - 8), _head + 1), says, reaction));
            }
            catch (ChatException refused) when (refused.Error.Code is ErrorCode.NotFound or ErrorCode.Forbidden)
            {
                // No message, gone, or another's.
            }
        }

        private async Task EraseAsync(int number)
        {
            var (id, user) = _erasures.ElementAt(number);
            await _desk.TryContinueAsync(id, user);
        }

        private async Task TryRunAsync()
        {
            try
            {
                await Log.RunAsync();
            }
            catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal })
            {
                // As a timer's run that failed.
            }
        }

        /// <summary>An erasure that failed may have got its number before.</summary>
        private async Task SeeErasureAsync()
        {
            foreach (var last in await Log.Entries.ReadLastAsync(Log.ChannelId, 1, CancellationToken.None))
            {
                _head = last.Seq;
                if (last.Kind == EntryKind.Erase)
                {
                    _replay.Apply(last);
                }
            }
        }

        /// <summary>Without the order of reactions, and of who gave them, which no rule promises.</summary>
        private static string Plain(Entry entry) => System.Text.Json.JsonSerializer.Serialize(
            entry with
            {
                Reactions = entry.Reactions?.OrderBy(one => one.Key, StringComparer.Ordinal)
                    .ToDictionary(one => one.Key, one => (IReadOnlyList<string>)[.. one.Value.Order(StringComparer.Ordinal)]),
            },
            ChatJson.Options);
    }
}

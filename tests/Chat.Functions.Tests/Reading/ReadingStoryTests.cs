using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Chat.Functions.Tests.Messages;
using Chat.Local.Emulation;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Reading;

/// <summary>Sends, changes and reads by several people in any order, and a feed that brings what it likes, again, and breaks: when
/// it has brought everything, the counts are what anybody would count in the log.</summary>
public sealed class ReadingStoryTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Property(MaxTest = 40, Arbitrary = [typeof(ReadingStory)])]
    public async Task Once_the_feed_has_drained_the_counts_are_right(ReadingStory story)
    {
        var world = new World(fixture, new Random(story.Seed));
        await world.BeginAsync();
        foreach (var act in story.Acts)
        {
            await world.ActAsync(act);
        }

        await world.CheckAsync();
    }

    /// <summary>A message as its readers would tell of it.</summary>
    private sealed record Said(long Seq, string Sender, string Text, bool CalledEverybody, bool IsDeleted = false);

    private sealed class World(LogFixture fixture, Random random)
    {
        private readonly ReadingDesk _desk = new(fixture);
        private readonly LogWriters _log = fixture.NewInstance();
        private readonly Dictionary<long, Said> _said = [];
        private readonly Dictionary<string, long> _read = [];
        private long _head;

        public async Task BeginAsync()
        {
            foreach (var name in new[] { "ann", "bob", "cid" })
            {
                _read[await _desk.AddAsync(name)] = 0;
            }
        }

        public Task ActAsync(char act) => (act, _said.Values.FirstOrDefault(said => !said.IsDeleted && random.Next(3) == 0)) switch
        {
            ('m', _) => SayAsync(User(), Text()),
            ('e', { } said) => ChangeAsync(said, EntryKind.Edit, Text()),
            ('d', { } said) => ChangeAsync(said, EntryKind.Delete, null),
            ('x', { } said) => ChangeAsync(said, EntryKind.React, null),
            ('r', _) when _head > 0 => ReadAsync(User(), random.NextInt64(1, _head + 1)),
            ('f', _) => BringAsync(),
            ('b', _) => BreakAsync(),
            _ => Task.CompletedTask,
        };

        public async Task CheckAsync()
        {
            await _desk.TrackAsync(await LogAsync());
            foreach (var (user, read) in _read)
            {
                var above = _said.Values.Where(said => said.Seq > read).ToList();
                var mentions = above.Count(said => said.CalledEverybody) + above.Count(said => Names(said, user));
                Assert.Equal((read, above.Count, mentions), await _desk.CountsOfAsync(user));
            }
        }

        private static bool Names(Said said, string user) =>
            !said.IsDeleted && said.Sender != user
            && said.Text.Contains("@" + user, StringComparison.Ordinal) && !said.Text.Contains("@channel", StringComparison.Ordinal);

        private string User() => _read.Keys.ElementAt(random.Next(_read.Count));

        private string Text() => random.Next(6) switch
        {
            0 => "hi @channel",
            1 => $"hi @{User()} and @channel",
            2 => "hi",
            _ => $"hi @{User()}, @{User()}",
        };

        private async Task SayAsync(string sender, string text)
        {
            var entry = await _log.SendUntilAnsweredAsync(Says(Draft.Of(EntryKind.Message, _desk.ChannelId, sender, $"m{_head}", _head), text));
            _said[entry.Seq] = new Said(entry.Seq, sender, text, text.Contains("@channel", StringComparison.Ordinal));
            _head = entry.Seq;
        }

        private async Task ChangeAsync(Said said, string kind, string? text)
        {
            var draft = Draft.Of(kind, _desk.ChannelId, said.Sender, $"m{_head}", _head);
            draft = draft with { Entry = draft.Entry with { Target = said.Seq, Reaction = kind == EntryKind.React ? "👍" : null } };
            _head = (await _log.SendUntilAnsweredAsync(text is null ? draft : Says(draft, text))).Seq;
            _said[said.Seq] = kind switch
            {
                EntryKind.Edit => said with { Text = text! },
                EntryKind.Delete => said with { IsDeleted = true },
                _ => said,
            };
        }

        private static Draft Says(Draft draft, string text)
        {
            var (users, channel) = Mentions.In(text);
            return draft with { Entry = draft.Entry with { Text = text, Mentions = users, MentionsChannel = channel } };
        }

        private async Task ReadAsync(string user, long seq)
        {
            var entry = await fixture.Entries().FindAsync(_desk.ChannelId, seq, default);
            Assert.Equal(seq > _read[user], await _desk.UserChannels.TryMoveAsync(user, _desk.ChannelId, ReadCursor.At(entry!), default));
            _read[user] = Math.Max(_read[user], seq);
        }

        private async Task BringAsync() =>
            await _desk.TrackAsync([.. (await LogAsync()).Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())]);

        private async Task BreakAsync()
        {
            fixture.Cosmos.Faults.Next(
                new[] { "create", "patch", "query" }[random.Next(3)],
                random.Next(2) == 0 ? new Fault.LoseResponse() : new Fault.Respond(403),
                random.Next(1, 4));
            try
            {
                await BringAsync();
            }
            catch (Exception error) when (ErrorLog.Describe(error) is { Code: not ErrorCode.Internal })
            {
                // The host repeats it, some time.
            }

            fixture.Cosmos.Faults.Clear();
        }

        private Task<List<Entry>> LogAsync() => fixture.Entries().ReadRangeAsync(_desk.ChannelId, 1, _head, default);
    }
}

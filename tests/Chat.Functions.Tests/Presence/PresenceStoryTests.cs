using Chat.Functions.Presence;
using FsCheck;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Presence;

/// <summary>Whatever happens to connections, events, messages and functions: others see one offline for each absence longer than the
/// window, never before it has passed, and nothing for shorter ones.</summary>
public sealed class PresenceStoryTests
{
    private const int Steps = 60;

    [Property(MaxTest = 400)]
    public void Others_see_one_offline_per_absence_longer_than_the_window_and_none_for_a_shorter_one(PositiveInt one, PositiveInt other)
    {
        var random = new Random((one.Get * 1_000) + other.Get);
        var world = new PresenceWorld(random);
        world.Start();
        for (var step = 0; step < Steps; step++)
        {
            Live(world, random);
        }

        while (world.AnyOpen is { } connection)
        {
            world.End(connection);
        }

        world.Pass(TimeSpan.FromHours(2));

        var absences = AbsencesOf(world).ToList();
        Assert.NotEmpty(absences);
        Assert.All(Offlines(world), offline => AssertIsInTime(offline.At, absences));
        Assert.All(absences, absence => AssertIsTold(absence, world));
        // Whoever watches has been told all of it, and in order.
        Assert.Equal(world.Announced.Select(announced => announced.Presence), world.Seen);
        Assert.Equal(PresenceState.Offline, world.Seen[^1].State);
        Assert.Empty(world.Document.Connections);
        Assert.Null(world.Document.DueAt);
    }

    private static void Live(PresenceWorld world, Random random)
    {
        var connection = world.AnyOpen;
        switch (random.Next(4))
        {
            case 0 when connection is not null:
                world.End(connection);
                break;
            case 1 when connection is not null:
                // A tunnel: the client is back at once.
                world.End(connection);
                world.Pass(TimeSpan.FromSeconds(random.Next(20)));
                world.Open();
                break;
            default:
                world.Open();
                break;
        }

        if (random.Next(4) == 0)
        {
            while (world.AnyOpen is { } open)
            {
                world.End(open);
            }
        }

        world.Pass(random.Next(4) switch
        {
            0 => TimeSpan.FromSeconds(random.Next(20)),
            1 => TimeSpan.FromSeconds(random.Next(20, 45)),
            2 => TimeSpan.FromSeconds(random.Next(45, 600)),
            _ => TimeSpan.FromMinutes(random.Next(10, 60)),
        });
    }

    private static IEnumerable<(DateTimeOffset At, ShownPresence Presence)> Offlines(PresenceWorld world) =>
        world.Announced.Where(announced => announced.Presence.State == PresenceState.Offline);

    /// <summary>The times at which nothing was connected, after something had been.</summary>
    private static IEnumerable<Absence> AbsencesOf(PresenceWorld world)
    {
        foreach (var last in world.Connections)
        {
            var others = world.Connections.Where(other => other != last).ToList();
            var isAbsence = others.TrueForAll(other => other.From > last.To || other.To < last.To || (other.To == last.To
                && string.CompareOrdinal(other.Id, last.Id) < 0));
            if (isAbsence)
            {
                var next = others.Where(other => other.From > last.To).Select(other => (DateTimeOffset?)other.From).Min();
                var ended = world.Connections.Where(connection => connection.To <= last.To);
                yield return new Absence(
                    last.To!.Value, next ?? DateTimeOffset.MaxValue, ended.Max(connection => connection.LearnedBy), WasSeen(world, last.To.Value));
            }
        }
    }

    /// <summary>Whether anything before it lasted long enough for others to have heard of it: all of a shorter one's events may come
    /// after its end.</summary>
    private static bool WasSeen(PresenceWorld world, DateTimeOffset end)
    {
        var before = world.Connections.Where(connection => connection.To <= end).OrderByDescending(connection => connection.To).ToList();
        var began = end;
        return before.TakeWhile(connection => connection.To >= began && (began = Min(began, connection.From)) <= end).ToList()
            .Exists(connection => connection.To - connection.From > PresenceWorld.MostDelay);
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void AssertIsInTime(DateTimeOffset at, IReadOnlyList<Absence> absences) => Assert.Contains(
        absences, absence => absence.From + PresenceWorld.Window <= at && (absence.IsLast || at <= absence.To + PresenceWorld.MostDelay));

    private static void AssertIsTold(Absence absence, PresenceWorld world)
    {
        var until = absence.IsLast ? absence.To : absence.To + PresenceWorld.MostDelay;
        var told = Offlines(world).Where(offline => offline.At >= absence.From + PresenceWorld.Window && offline.At <= until).ToList();
        Assert.True(told.Count <= 1, "More than one offline in an absence.");
        var dueBy = absence.LearnedBy + PresenceWorld.Window + PresenceWorld.SweepDelay;
        if (absence.WasSeen && dueBy < absence.To)
        {
            var (at, presence) = Assert.Single(told);
            Assert.True(at <= dueBy, "Offline was told too late.");
            Assert.InRange(presence.LastSeenAt!.Value, absence.From - TimeSpan.FromMinutes(20), absence.From + PresenceWorld.MostDelay);
        }
    }

    private sealed record Absence(DateTimeOffset From, DateTimeOffset To, DateTimeOffset LearnedBy, bool WasSeen)
    {
        public bool IsLast => To == DateTimeOffset.MaxValue;
    }
}

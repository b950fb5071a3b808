using System.Net;

namespace Chat.Functions.Tests.Reading;

public sealed class MuteTests(ReadingFixture chat) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task A_member_mutes_a_channel_for_ever_until_a_time_and_no_longer()
    {
        var (ann, bob) = (chat.Invite("ann"), chat.Invite("bob"));
        var channelId = await ann.CreateDirectAsync(bob.UserId);
        var path = $"me/channels/{channelId}/mute";

        await ann.AskAsync(HttpMethod.Put, path, new { });
        Assert.Equal("9999-12-31T00:00:00.000Z", await MutedUntilAsync(ann, channelId));
        await ann.AskAsync(HttpMethod.Put, path, new { until = "2200-01-31T09:30:00Z" });
        var again = await ann.AskAsync(HttpMethod.Put, path, new { until = "2200-01-31T09:30:00.000Z" });
        Assert.Equal("2200-01-31T09:30:00.000Z", (string)again["mutedUntil"]!);
        Assert.Equal("2200-01-31T09:30:00.000Z", await MutedUntilAsync(ann, channelId));
        Assert.Null(await MutedUntilAsync(bob, channelId));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((HttpStatusCode.NoContent, null), await ann.TryAsync(HttpMethod.Delete, path));
            Assert.Null(await MutedUntilAsync(ann, channelId));
        }
    }

    [Fact]
    public async Task A_time_that_is_over_is_not_shown()
    {
        var ann = chat.Invite("ann");
        var channelId = await ann.CreateDirectAsync("bob");

        await ann.AskAsync(HttpMethod.Put, $"me/channels/{channelId}/mute", new { });
        await ReadingFixture.PatchAsync(chat.Database.Users, $"channel:{channelId}", ann.UserId, "/mutedUntil", "2020-01-31T09:30:00.000Z");

        Assert.Null(await MutedUntilAsync(ann, channelId));
    }

    [Fact]
    public async Task An_outsider_mutes_nothing_and_a_bad_time_is_refused()
    {
        var (ann, eve) = (chat.Invite("ann"), chat.Invite("eve"));
        var channelId = await ann.CreateDirectAsync("bob");
        foreach (var id in new[] { channelId, "nowhere" })
        {
            var path = $"me/channels/{id}/mute";
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Put, path, new { });
            await eve.RefusedAsync(HttpStatusCode.NotFound, "not_found", "channelId", HttpMethod.Delete, path);
        }

        foreach (var (body, field) in new (object, string)[]
        {
            (new { until = "tomorrow" }, "until"),
            (new { until = "2020-01-31T09:30:00.000Z" }, "until"),
            (new { until = 5 }, "until"),
            (new { until = (string?)null }, "until"),
            (new { forever = true }, "forever"),
        })
        {
            await ann.RefusedAsync(
                HttpStatusCode.BadRequest, "invalid_request", field, HttpMethod.Put, $"me/channels/{channelId}/mute", body);
        }

        Assert.Null(await MutedUntilAsync(ann, channelId));
    }

    private static async Task<string?> MutedUntilAsync(Person person, string channelId) =>
        (string?)(await person.FindAsync(channelId))["mutedUntil"];
}

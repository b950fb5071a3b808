using System.Text.Json.Nodes;

namespace Chat.Functions.Tests.Sync;

/// <summary>What a device says and is told when it syncs.</summary>
internal static class SyncingPeople
{
    /// <summary>One request, whose answer keeps what is promised of any.</summary>
    public static async Task<JsonObject> SyncAsync(this Person person, object request)
    {
        var answer = await person.AskAsync(HttpMethod.Post, "sync", request);
        foreach (var channel in Channels(answer))
        {
            var seqs = channel.Seqs();
            Assert.Equal(seqs.Select((_, i) => seqs[0] + i), seqs);
            Assert.InRange(seqs.Count, 0, 200);
            Assert.Null(channel["channel"]!["last"]);
            Assert.All(channel["entries"]!.AsArray(), entry => Assert.Equal(channel.Id(), (string)entry!["channelId"]!));
        }

        Assert.True((bool)answer["more"]! || answer["next"] is null);
        return answer;
    }

    public static IReadOnlyList<JsonObject> Channels(this JsonObject answer) =>
        [.. answer["channels"]!.AsArray().Select(channel => channel!.AsObject())];

    public static IReadOnlyList<string> Gone(this JsonObject answer) => [.. answer["gone"]!.AsArray().Select(id => (string)id!)];

    public static string Id(this JsonObject synced) => (string)synced["channel"]!["channelId"]!;

    public static string State(this JsonObject synced) => (string)synced["state"]!;

    public static IReadOnlyList<long> Seqs(this JsonObject synced) =>
        [.. synced["entries"]!.AsArray().Select(entry => (long)entry!["seq"]!)];

    public static bool Says(this JsonNode node, string flag) => node[flag] is not null;
}

using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Chat.Load.Throughput;

/// <summary>Reads a channel's whole log and holds it against what was acknowledged.</summary>
internal static class LogCheck
{
    /// <exception cref="InvalidOperationException">The log has a gap, or a message is missing, twice, or elsewhere.</exception>
    public static async Task RunAsync(Container messages, string channelId, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var stored = await ReadAsync(messages, channelId);
        var expected = 1L;
        foreach (var (seq, _, _) in stored)
        {
            Require(seq == expected++, channelId, $"number {expected - 1} is missing or there twice");
        }

        Require(stored.DistinctBy(entry => (entry.SenderId, entry.ClientId)).Count() == stored.Count, channelId, "a message is there twice");
        Require(stored.Count == acknowledged.Count, channelId, $"it has {stored.Count} entries for {acknowledged.Count} acknowledged");
        var numbers = stored.ToDictionary(entry => (entry.SenderId, entry.ClientId), entry => entry.Seq);
        foreach (var one in acknowledged)
        {
            Require(
                numbers.TryGetValue((one.SenderId, one.ClientId), out var seq) && seq == one.Seq, channelId,
                $"{one.SenderId}'s message {one.ClientId} is not at the acknowledged {one.Seq}");
        }

        foreach (var sender in stored.GroupBy(entry => entry.SenderId))
        {
            var sent = sender.Select(entry => int.Parse(entry.ClientId, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Require(sent.SequenceEqual(sent.Order()), channelId, $"{sender.Key}'s messages are out of order");
        }
    }

    private static async Task<List<(long Seq, string SenderId, string ClientId)>> ReadAsync(Container messages, string channelId)
    {
        using var pages = messages.GetItemQueryIterator<JsonElement>(
            "SELECT c.seq, c.senderId, c.clientId FROM c ORDER BY c.seq",
            requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(channelId).Build() });
        var stored = new List<(long, string, string)>();
        while (pages.HasMoreResults)
        {
            stored.AddRange((await pages.ReadNextAsync()).Select(entry => (
                entry.GetProperty("seq").GetInt64(), entry.GetProperty("senderId").GetString()!,
                entry.GetProperty("clientId").GetString()!)));
        }

        return stored;
    }

    private static void Require(bool holds, string channelId, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The log of {channelId} is wrong: {problem}.");
        }
    }
}

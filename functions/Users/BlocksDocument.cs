using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Chat.Functions.Users;

/// <summary>Whether one user blocks the other.</summary>
/// <param name="Change">Which of the user's changes this is: a later one is not undone by one that arrives late.</param>
public sealed record Block(int Change, bool IsOn);

/// <summary>Who of two blocks the other: a document of container <c>channels</c>, in the partition of their 1-on-1 channel, whether or
/// not there is one yet. Blocking and creating the channel both write it, so that one of them comes first.</summary>
/// <param name="HasChannel">Whether the channel exists.</param>
/// <param name="Blocks">By user id.</param>
public sealed record BlocksDocument(string ChannelId, bool HasChannel, ImmutableDictionary<string, Block> Blocks)
{
    public const string DocumentId = "blocks";

    public string Id { get; } = DocumentId;

    public string Type { get; } = DocumentId;

    [JsonIgnore]
    public bool IsBlocked => Blocks.Values.Any(block => block.IsOn);

    public int LastChangeOf(string userId) => Blocks.TryGetValue(userId, out var block) ? block.Change : 0;
}

using System.Text.Json;

namespace Chat.Local.Cosmos.Query;

/// <summary>What an expression is evaluated against.</summary>
internal readonly record struct Row(
    JsonElement Root,
    IReadOnlyDictionary<string, JsonElement> Parameters,
    IReadOnlyDictionary<AggregateCall, JsonElement>? Aggregates = null);

using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Functions.Messages;
using Chat.Functions.Platform;

namespace Chat.Functions.Tests.Messages;

/// <summary>The rules of docs/protocol.md, section 3, written down once more and apart from the product's: what a device that follows
/// a log from 1 comes to.</summary>
internal sealed class ReplayedLog
{
    private static readonly string[] Content =
        ["text", "format", "mentions", "mentionsChannel", "metadata", "reaction", "reactions", "pinned", "editedAt"];

    private readonly SortedDictionary<long, JsonObject> _entries = [];

    /// <summary>The entries as a history page should show them.</summary>
    public IReadOnlyList<JsonObject> Entries => [.. _entries.Values];

    /// <summary>An entry as somebody would compare it: reactions are in no promised order.</summary>
    public static JsonObject Shown(Entry entry)
    {
        var shown = JsonSerializer.SerializeToNode(entry, ChatJson.Options)!.AsObject();
        if (shown["reactions"] is JsonObject reactions)
        {
            shown["reactions"] = new JsonObject(reactions.OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value!.DeepClone())));
        }

        return shown;
    }

    /// <param name="entry">As it was when it was new.</param>
    public void Apply(Entry entry)
    {
        var added = Shown(entry);
        _entries.Add(entry.Seq, added);
        if (entry.Target is not { } target || _entries[target] is not { } message || (string)message["kind"]! != "message")
        {
            return;
        }

        if (message["redacted"] is null)
        {
            Change(message, entry);
            message["rev"] = entry.Seq;
        }

        if (message["redacted"] is not null)
        {
            foreach (var naming in _entries.Values.Where(one =>
                (long?)one["target"] == target && (string)one["kind"]! is "edit" or "react" or "unreact"))
            {
                Redact(naming);
            }
        }
    }

    private static void Change(JsonObject message, Entry change)
    {
        switch (change.Kind)
        {
            case "edit":
                foreach (var name in new[] { "text", "format", "mentions", "mentionsChannel" })
                {
                    message.Remove(name);
                    if (Shown(change)[name] is { } value)
                    {
                        message[name] = value.DeepClone();
                    }
                }

                message["editedAt"] = Shown(change)["createdAt"]!.DeepClone();
                break;
            case "delete":
                Redact(message);
                break;
            case "pin":
                message["pinned"] = true;
                break;
            case "unpin":
                message.Remove("pinned");
                break;
            default:
                React(message, change.Reaction!, change.SenderId, given: change.Kind == "react");
                break;
        }
    }

    private static void React(JsonObject message, string reaction, string userId, bool given)
    {
        var all = (message["reactions"]?.AsObject() ?? []).ToDictionary(
            one => one.Key, one => one.Value!.AsArray().Select(user => (string)user!).ToList());
        var users = all.GetValueOrDefault(reaction) ?? [];
        users.Remove(given && users.Contains(userId) ? "" : userId);
        all[reaction] = given && !users.Contains(userId) ? [.. users, userId] : users;
        message.Remove("reactions");
        if (all.Any(one => one.Value.Count > 0))
        {
            message["reactions"] = new JsonObject(all.Where(one => one.Value.Count > 0).OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonArray([.. one.Value.Select(user => (JsonNode)user)]))));
        }
    }

    private static void Redact(JsonObject entry)
    {
        foreach (var name in Content)
        {
            entry.Remove(name);
        }

        entry["redacted"] = true;
    }
}

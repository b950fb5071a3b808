using System.Globalization;
using System.Text.Json.Nodes;

namespace Chat.Local.Cosmos.Patch;

/// <summary>A JSON pointer such as <c>/tags/-</c>.</summary>
internal sealed record PatchPath(IReadOnlyList<string> Steps)
{
    public static PatchPath Parse(string text)
    {
        if (!text.StartsWith('/') || text.Length < 2)
        {
            throw CosmosError.BadRequest($"The patch path '{text}' does not start with a slash and a name.");
        }

        var steps = text[1..].Split('/').Select(Unescape).ToList();
        return steps[0] is "_rid" or "_self" or "_etag" or "_ts" or "_attachments"
            ? throw CosmosError.BadRequest($"A patch cannot change the system property '{steps[0]}'.")
            : new PatchPath(steps);
    }

    /// <summary>The place this path names in an item; everything before its last step must exist.</summary>
    public PatchTarget In(JsonObject item)
    {
        JsonNode? owner = item;
        foreach (var step in Steps.SkipLast(1))
        {
            owner = owner switch
            {
                JsonObject properties => properties[step],
                JsonArray list when Index(step) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return owner is JsonObject or JsonArray
            ? new PatchTarget(owner, Steps[^1], this)
            : throw CosmosError.BadRequest($"The patch path '{this}' leads through something that is not there.");
    }

    public static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    public override string ToString() => "/" + string.Join('/', Steps);

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

using System.Globalization;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Which part of a log is asked for. Numbers have no gaps, so the entries of a page are computed, not searched.</summary>
/// <param name="After">The first ones above this number, or</param>
/// <param name="Before">the last ones below this number, or</param>
/// <param name="Around">those around this number, or, without any, the last ones of all.</param>
/// <param name="Selection">Only those that fit.</param>
/// <param name="Epoch">The history the asking device holds.</param>
public sealed record HistoryPage(
    long? After, long? Before, long? Around, int Limit, bool NewestFirst, EntrySelection? Selection, string? Epoch)
{
    /// <summary>The first entry that may be shown.</summary>
    public long From { get; init; } = 1;

    public static HistoryPage Parse(IQueryCollection query)
    {
        var page = new HistoryPage(
            Number(query, "after", 0, JsonInput.MaxSafeInteger),
            Number(query, "before", 1, JsonInput.MaxSafeInteger),
            Number(query, "around", 1, JsonInput.MaxSafeInteger),
            (int)(Number(query, "limit", 1, ChatLimits.PageEntries) ?? ChatLimits.DefaultPageEntries),
            Choice(query, "order", "oldest", "newest") == "newest",
            SelectionOf(query),
            query.ContainsKey("epoch") ? query["epoch"].ToString() : null);
        return page switch
        {
            { After: not null, Before: not null } => throw ChatException.Invalid("before", "Give after or before, not both."),
            { Around: not null, After: not null } or { Around: not null, Before: not null } =>
                throw ChatException.Invalid("around", "Give around alone, without after or before."),
            { Around: not null, Selection: not null } =>
                throw ChatException.Invalid("around", "A thread and the pinned messages are read by after or before."),
            _ => page,
        };
    }

    private static EntrySelection? SelectionOf(IQueryCollection query)
    {
        var thread = Number(query, "thread", 1, JsonInput.MaxSafeInteger);
        var pinned = Choice(query, "pinned", "true") is not null;
        return (thread, pinned) switch
        {
            (not null, true) => throw ChatException.Invalid("pinned", "Give thread or pinned, not both."),
            ({ } first, _) => EntrySelection.Thread(first),
            (_, true) => EntrySelection.Pinned,
            _ => null,
        };
    }

    private static string? Choice(IQueryCollection query, string name, params ReadOnlySpan<string> choices)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        return choices.Contains(text.ToString())
            ? text.ToString()
            : throw ChatException.Invalid(name, $"{name} must be {string.Join(" or ", choices!)}.");
    }

    private static long? Number(IQueryCollection query, string name, long least, long most)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? number
                : throw ChatException.Invalid(name, $"{name} must be a whole number from {least} to {most}.");
    }
}

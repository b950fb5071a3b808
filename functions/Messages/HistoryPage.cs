using System.Globalization;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Which part of a log is asked for. Numbers have no gaps, so the entries of a page are computed, not searched.</summary>
/// <param name="After">The first ones above this number, or</param>
/// <param name="Before">the last ones below this number, or, without either, the last ones of all.</param>
public sealed record HistoryPage(long? After, long? Before, int Limit)
{
    public static HistoryPage Parse(IQueryCollection query)
    {
        QueryInput.Only(query, "after", "before", "limit");
        var page = new HistoryPage(
            Number(query, "after", 0, JsonInput.MaxSafeInteger),
            Number(query, "before", 1, JsonInput.MaxSafeInteger),
            (int)(Number(query, "limit", 1, ChatLimits.PageEntries) ?? ChatLimits.DefaultPageEntries));
        return page is { After: not null, Before: not null }
            ? throw ChatException.Invalid("before", "Give after or before, not both.")
            : page;
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

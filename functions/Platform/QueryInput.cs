using System.Globalization;

namespace Chat.Functions.Platform;

public static class QueryInput
{
    /// <summary>Refuses parameters that are not among <paramref name="names"/>: a misspelt one must not be ignored.</summary>
    public static void Only(IQueryCollection query, params ReadOnlySpan<string> names)
    {
        foreach (var name in query.Keys)
        {
            if (!names.Contains(name))
            {
                throw ChatException.Invalid(ChatError.Quote(name), "This parameter is not known here.");
            }
        }
    }

    /// <summary>How many things a page is to have.</summary>
    public static int Limit(IQueryCollection query)
    {
        if (!query.TryGetValue("limit", out var text))
        {
            return ChatLimits.DefaultPageItems;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= ChatLimits.PageItems
                ? limit
                : throw ChatException.Invalid("limit", $"limit must be a whole number from 1 to {ChatLimits.PageItems}.");
    }
}

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

    /// <summary>How many items a page may have: parameter <c>limit</c>.</summary>
    public static int Limit(
        IQueryCollection query, int most = ChatLimits.PageItems, int standard = ChatLimits.DefaultPageItems)
    {
        if (!query.TryGetValue("limit", out var text))
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw ChatException.Invalid("limit", $"limit must be a whole number from 1 to {most}.");
    }
}

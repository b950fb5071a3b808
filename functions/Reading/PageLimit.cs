using System.Globalization;
using Chat.Functions.Platform;

namespace Chat.Functions.Reading;

/// <summary>The parameter <c>limit</c>.</summary>
public static class PageLimit
{
    public static int Of(IQueryCollection query, int most, int otherwise)
    {
        if (!query.TryGetValue("limit", out var text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw ChatException.Invalid("limit", $"limit must be a whole number from 1 to {most}.");
    }
}

namespace Chat.Local.Identity;

/// <summary>Addresses the issuer sends people and tokens to: web pages of this machine, and nothing else.</summary>
internal static class LoopbackUri
{
    public static bool IsRedirect(string? uri) => Parse(uri) is { Fragment.Length: 0 };

    public static bool IsOrigin(string? origin) =>
        Parse(origin) is { } uri && uri.GetLeftPart(UriPartial.Authority) == origin;

    /// <summary>Adds query parameters; those without a value are left out.</summary>
    public static string With(string uri, params (string Name, string? Value)[] parameters)
    {
        var query = string.Join('&', parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        return query.Length == 0 ? uri : $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    private static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.IsLoopback
        && uri.UserInfo.Length == 0
            ? uri
            : null;
}

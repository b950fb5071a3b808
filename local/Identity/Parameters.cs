using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Chat.Local.Identity;

/// <summary>The parameters of an OAuth request. RFC 6749 §3.1: none may come twice, an empty one counts as
/// absent.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Parameters(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        foreach (var (name, value) in values)
        {
            if (value.Count > 1)
            {
                Repeated ??= name;
            }

            if (!string.IsNullOrEmpty(value[0]))
            {
                _values[name] = value[0]!;
            }
        }
    }

    /// <summary>The first parameter that came more than once.</summary>
    public string? Repeated { get; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static Parameters Of(IQueryCollection query) => new(query);

    /// <exception cref="OAuthError">The body is not a form.</exception>
    public static async Task<Parameters> OfFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            throw OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded.");
        }

        try
        {
            return new Parameters(await request.ReadFormAsync(request.HttpContext.RequestAborted));
        }
        catch (InvalidDataException)
        {
            throw OAuthError.InvalidRequest("The body is not a form that can be read.");
        }
    }

    /// <exception cref="OAuthError">The parameter is absent.</exception>
    public string Require(string name) => this[name] ?? throw OAuthError.InvalidRequest($"{name} is missing.");

    public void RefuseRepeated()
    {
        if (Repeated is not null)
        {
            throw OAuthError.InvalidRequest($"{Repeated} comes more than once.");
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Users;

/// <summary>The rule that makes a user id of a token's subject: safe in a URL path, a document id and a group name.</summary>
public static partial class UserId
{
    private const string Hashed = "h.";

    /// <summary>The prefix, and 256 bits in base64url.</summary>
    private const int HashedCharacters = 2 + 43;

    /// <summary>The sender of entries that no user wrote: nobody may be called so.</summary>
    private const string System = "system";

    /// <summary>Deterministic, and no two subjects share an id.</summary>
    public static string FromSubject(string subject) =>
        IsValid(subject) && !subject.StartsWith(Hashed, StringComparison.Ordinal)
            ? subject
            : Hashed + Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));

    public static bool IsValid(string text) =>
        text != System && Safe().IsMatch(text)
        && (!text.StartsWith(Hashed, StringComparison.Ordinal) || text.Length == HashedCharacters);

    // Not "." and "..": a URL path would lose them.
    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Safe();
}

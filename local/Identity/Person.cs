using System.Security.Cryptography;
using System.Text;

namespace Chat.Local.Identity;

/// <summary>Somebody who signs in: the user id is made of the name, so that the same name is the same user
/// again.</summary>
internal sealed record Person(string UserId, string Name)
{
    private const int NameCharacters = 100;

    private const int SlugCharacters = 48;

    /// <summary>Null when the name is empty, too long or has control characters.</summary>
    public static Person? Named(string? name)
    {
        name = name?.Trim();
        return string.IsNullOrEmpty(name) || name.Length > NameCharacters || name.Any(char.IsControl)
            ? null
            : new Person(Slug(name.ToLowerInvariant()), name);
    }

    private static string Slug(string name)
    {
        var words = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);

        // What the slug cannot show must still tell two people apart: any character but ASCII letters, digits and
        // spaces (a dash too, for a space became one), and what is cut off.
        return slug.Length is > 0 and <= SlugCharacters && name.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ')
            ? slug
            : $"{slug[..Math.Min(slug.Length, SlugCharacters)]}-{Digest(name)}".TrimStart('-');
    }

    private static string Digest(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}

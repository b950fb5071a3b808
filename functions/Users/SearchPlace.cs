using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Chat.Functions.Users;

/// <summary>Where a page of a search begins.</summary>
/// <param name="IsAmongIds">Past all that are found by name.</param>
/// <param name="After">The name or id that was the last.</param>
public sealed record SearchPlace(bool IsAmongIds, string After)
{
    public static readonly SearchPlace FirstName = new(false, "");

    public static readonly SearchPlace FirstId = new(true, "");

    private const char Names = 'n', Ids = 'i';

    private const int MostCharacters = 1_000;

    /// <summary>As the next page is asked for, in a URL.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes((IsAmongIds ? Ids : Names) + After));

    /// <returns>Null for what no page has said.</returns>
    public static SearchPlace? Parse(string text)
    {
        var bytes = new byte[MostCharacters];
        return text.Length <= MostCharacters
            && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && Encoding.UTF8.GetString(bytes, 0, written) is [Names or Ids, .. var after] place
                ? new SearchPlace(place[0] == Ids, after)
                : null;
    }
}

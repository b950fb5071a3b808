using System.Text.RegularExpressions;
using Chat.Functions.Platform;

namespace Chat.Functions.Retention;

public static partial class ErasureId
{
    public const string Field = "erasureId";

    /// <summary>Chosen by the administrator: also what makes the <c>erase</c> entries known to a repeat.</summary>
    public static string Check(string text) => Safe().IsMatch(text)
        ? text
        : throw ChatException.Invalid(Field, $"{Field} must have 1 to 64 of A-Z a-z 0-9 _ -");

    public static ChatException NotFound() => ChatException.NotFound(Field, "There is no such erasure.");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Safe();
}

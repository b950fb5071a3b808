using System.Globalization;
using System.Text;

namespace Chat.Functions.Platform;

/// <summary>Rules for what people write.</summary>
public static class Writing
{
    /// <summary>Whether nobody would see anything: only spaces, controls, and marks such as the zero-width space.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);

    /// <summary>Whether a text that is to stand in one line holds line breaks or other controls.</summary>
    public static bool HasControls(string text) => text.Any(IsControl);

    /// <summary>Controls, and the two marks that end a line without being one.</summary>
    public static bool IsControl(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}

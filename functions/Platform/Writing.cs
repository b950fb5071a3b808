using System.Globalization;
using System.Text;

namespace Chat.Functions.Platform;

/// <summary>Rules for what people write.</summary>
public static class Writing
{
    /// <summary>Letters, marks and symbols that show nothing by themselves: of Unicode's Default_Ignorable_Code_Point those that are
    /// neither format characters nor unassigned, and the blanks among the symbols (Braille, Khitan, music).</summary>
    private static readonly (int First, int Last)[] Unseen =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0x16FE4, 0x16FE4), (0x1D159, 0x1D159), (0xE0100, 0xE01EF),
    ];

    /// <summary>Whether nobody would see anything: only spaces, controls, and marks such as the zero-width space.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
        || Array.Exists(Unseen, range => rune.Value >= range.First && rune.Value <= range.Last));

    /// <summary>Whether a text that is to stand in one line holds line breaks or other controls.</summary>
    public static bool HasControls(string text) => text.Any(IsControl);

    /// <summary>Controls, and the two marks that end a line without being one.</summary>
    public static bool IsControl(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    /// <summary>Whether a text turns the direction of what stands around it. A name stands among other words, and could make them read
    /// as something else. A script's own letters, and the marks that only settle a direction in between (U+200E, U+200F, U+061C), do not.</summary>
    public static bool TurnsDirection(string text) => text.Any(TurnsDirection);

    /// <summary>Embeddings, overrides and isolates, and what ends them.</summary>
    public static bool TurnsDirection(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

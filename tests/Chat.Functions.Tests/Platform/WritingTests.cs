using System.Text;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Platform;

public sealed class WritingTests
{
    /// <summary>Unicode 16, DerivedCoreProperties.txt: Default_Ignorable_Code_Point, and the blank Braille pattern.</summary>
    private static readonly (int First, int Last)[] Unseen =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    private static readonly string[] Visible = ["a", "ß", "字", "👍", "❤️", "👩‍💻", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "א", "ب", "e\u0301", ".", "‎a"];

    private static readonly Gen<string> Blank = Gen.Elements(Unseen)
        .SelectMany(range => Gen.Choose(range.First, range.Last)).Select(point => new Rune(point).ToString())
        .ListOf().Select(letters => string.Concat(letters));

    [Fact]
    public void Nothing_that_Unicode_calls_ignorable_can_be_seen() => Assert.All(
        Unseen.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)),
        point => Assert.True(Writing.IsBlank(new Rune(point).ToString()), $"U+{point:X4}"));

    [Property]
    public Property Something_to_see_is_seen_among_whatever_cannot_be() => Prop.ForAll(
        Blank.ToArbitrary(), Blank.ToArbitrary(), Gen.Elements(Visible).ToArbitrary(),
        (before, after, letter) => Writing.IsBlank(before + after) && !Writing.IsBlank(before + letter + after));

    [Property]
    public Property A_line_never_turns_the_direction_of_writing() => Prop.ForAll(
        Gen.Elements("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069".ToCharArray()).ToArbitrary(),
        Gen.Elements(Visible).ToArbitrary(),
        Gen.Elements(Visible).ToArbitrary(),
        (mark, before, after) => IsRefused($"{before}{mark}{after}") && !IsRefused(before + after)
            && DisplayName.From($"{before}{mark}{after}", "ann") == before + after);

    private static bool IsRefused(string line)
    {
        var input = JsonInputs.ReadAsync(System.Text.Json.JsonSerializer.Serialize(new { name = line })).GetAwaiter().GetResult();
        try
        {
            return input.Line("name", 100) != line;
        }
        catch (ChatException refusal) when (refusal.Error is { Code: ErrorCode.InvalidRequest, Field: "name" })
        {
            return true;
        }
    }
}

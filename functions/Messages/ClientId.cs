using System.Text.RegularExpressions;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>The id a client gives to what it sends, the same for each try.</summary>
public static partial class ClientId
{
    public const string Field = "clientId";

    public static string Read(JsonInput input) =>
        input.Text(Field) is var text && Safe().IsMatch(text)
            ? text
            : throw ChatException.Invalid(Field, $"{Field} must have 1 to 64 of A-Z a-z 0-9 _ -");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Safe();
}

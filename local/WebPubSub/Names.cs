using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Chat.Local.WebPubSub;

/// <summary>What may be a name, as Microsoft's own emulator has it.</summary>
internal static partial class Names
{
    public const int MaxGroupLength = 1024;

    /// <summary>Null is none: lists of groups come in JSON, where anything may be null.</summary>
    public static bool IsGroup([NotNullWhen(true)] string? name) =>
        name?.Length <= MaxGroupLength && !string.IsNullOrWhiteSpace(name);

    public static bool IsHub(string name) => HubPattern().IsMatch(name);

    public static bool IsEvent(string name) => EventPattern().IsMatch(name);

    /// <summary>A user id travels in an HTTP header, which cannot hold control characters.</summary>
    public static bool IsUser(string name) => !name.Any(char.IsControl);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_`,.\[\]]{0,127}\z")]
    private static partial Regex HubPattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex EventPattern();
}

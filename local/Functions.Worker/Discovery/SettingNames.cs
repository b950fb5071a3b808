using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>Settings named in attributes: <c>%Name%</c> stands for the value of the setting.</summary>
internal static partial class SettingNames
{
    /// <exception cref="InvalidFunctionException">There is no such setting.</exception>
    public static string Expand(this IConfiguration settings, string function, string text) =>
        Name().Replace(text, match => settings[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidFunctionException(function, $"The setting '{match.Groups[1].Value}' does not exist."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}

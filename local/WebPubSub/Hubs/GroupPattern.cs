using System.Text;
using System.Text.RegularExpressions;

namespace Chat.Local.WebPubSub.Hubs;

/// <summary>The wildcards of <c>webpubsub.sendToGroups.</c> and <c>webpubsub.joinLeaveGroups.</c> roles: <c>?</c> and
/// <c>*</c> stay within dots, <c>**</c> crosses them, a backslash takes the next character literally.</summary>
internal static class GroupPattern
{
    private const int MaxLength = 1024;
    private const int MaxStars = 5;

    public static Regex Compile(string pattern)
    {
        if (pattern.Length is 0 or > MaxLength || pattern.Count(character => character == '*') > MaxStars)
        {
            throw new InvalidRoleException($"a pattern has 1 to {MaxLength} characters and at most {MaxStars} '*'.");
        }

        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append(@"[^.]*");
                    break;
                case '?':
                    regex.Append(@"[^.]");
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        // Patterns come from tokens: without backtracking none can take long.
        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}

using System.Text.RegularExpressions;
using Chat.Local.WebPubSub.Hubs;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>Which connections a call for many groups is about: of the service's filters the simplest, one connection or one
/// user.</summary>
/// <remarks>Source: Microsoft's documentation "OData filter syntax in Azure Web PubSub service".</remarks>
internal sealed partial record ConnectionFilter(string? Member, string Value)
{
    /// <exception cref="RestRefusal">501: the service may understand it, but this emulator does not.</exception>
    public static ConnectionFilter Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new ConnectionFilter(null, "");
        }

        var match = Equality().Match(text);
        return match.Success
            ? new ConnectionFilter(match.Groups[1].Value, match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal))
            : throw RestRefusal.NotImplemented("Of filters only connectionId eq '…' and userId eq '…' are supported by this emulator.");
    }

    public bool Selects(ClientConnection connection) => Member switch
    {
        "connectionId" => connection.Id == Value,
        "userId" => connection.UserId == Value,
        _ => true,
    };

    [GeneratedRegex(@"\A\s*(connectionId|userId)\s+eq\s+'((?:[^']|'')*)'\s*\z")]
    private static partial Regex Equality();
}

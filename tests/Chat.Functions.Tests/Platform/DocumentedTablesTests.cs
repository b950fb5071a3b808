using System.Globalization;
using System.Text.RegularExpressions;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Presence;

namespace Chat.Functions.Tests.Platform;

/// <summary>docs/protocol.md holds the same tables as the code.</summary>
public sealed partial class DocumentedTablesTests
{
    private static readonly string Protocol = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    [Fact]
    public void Every_error_code_is_documented_with_its_status() => Assert.Equal(
        ErrorCode.Statuses.OrderBy(code => code.Key, StringComparer.Ordinal),
        ErrorRow().Matches(Protocol)
            .Select(row => KeyValuePair.Create(row.Groups[1].Value, int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture)))
            .OrderBy(code => code.Key, StringComparer.Ordinal));

    [Fact]
    public void Every_limit_is_documented_as_it_is()
    {
        var limits = new ChatLimits();
        Assert.Contains($"| message text | {limits.MessageCharacters:N0} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| group members | {limits.GroupMembers} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| members named at creation | {ChatLimits.MembersAtCreation} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| channel name | {ChatLimits.ChannelNameCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| channel topic | {ChatLimits.ChannelTopicCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| avatar address | {ChatLimits.AvatarUrlCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| page of members, bans, channels or invites | {ChatLimits.PageItems}, {ChatLimits.DefaultPageItems} if absent |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| time of an invite | {ChatLimits.InviteDays} days |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| uses of an invite | {ChatLimits.InviteUses:N0}, or no limit |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| history page | {ChatLimits.PageEntries} entries |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| channels joined at connect, and listed | {ChatLimits.ListedChannels} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| time for edits | {limits.EditWindowSeconds:N0} seconds |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| metadata of a message | {ChatLimits.MetadataBytes:N0} bytes, {ChatLimits.ObjectLevels} levels |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| reaction | {ChatLimits.ReactionCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| reactions to one message | {ChatLimits.Reactions} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| users mentioned by one text | {ChatLimits.Mentions}, further ones are not |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| display name | {ChatLimits.DisplayNameCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| status text | {ChatLimits.StatusTextCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| avatar address | {ChatLimits.AvatarUrlCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| locale | {ChatLimits.LocaleCharacters} characters |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| page of contacts, or of people found | {ChatLimits.PageItems} |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"`limit` is 1–{ChatLimits.PageItems} here, {ChatLimits.DefaultPageItems} if absent", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| users whose presence is asked for at once | {ChatLimits.AskedPresences} |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| contacts, and others with a 1-on-1 channel, followed from the start | {ChatLimits.WatchedContacts} each |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| members of an opened channel that are followed | {ChatLimits.WatchedMembers} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| channels that one connection has open | {ChatLimits.WatchedChannels} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| connections of one user that presence knows | {PresenceRules.MostConnections} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| members of a channel with typing | {TypingRights.MostMembers} |", Protocol, StringComparison.Ordinal);
        var rates = limits.Rates;
        Assert.Contains(
            $"| presences asked for, channels opened, and heartbeats with news of one user | {rates.PresencePerMinute} a minute |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| sends of one user | {rates.SendsPerSecond} a second, {rates.SendBurst} at once |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| channels created by one user | {rates.CreationsPerHour} an hour |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| invitations and contact requests of one user | {rates.InvitationsPerHour} an hour |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"| members added by one user | {rates.AdditionsPerHour} an hour |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| sends to one channel under way in one instance | {LogWriter.MostUnanswered:N0} |", Protocol, StringComparison.Ordinal);
        Assert.Contains($"`limit` is 1–{ChatLimits.PageEntries}, {ChatLimits.DefaultPageEntries} if absent", Protocol, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `([a-z_]+)` \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}

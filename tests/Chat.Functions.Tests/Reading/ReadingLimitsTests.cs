using Chat.Functions.Reading;

namespace Chat.Functions.Tests.Reading;

/// <summary>docs/protocol.md holds the same limits as the code.</summary>
public sealed class ReadingLimitsTests
{
    private static readonly string Protocol = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    [Fact]
    public void Every_limit_of_reading_is_documented_as_it_is()
    {
        Assert.Contains($"| members of a channel with receipts | {ReadReceipts.MostMembers} |", Protocol, StringComparison.Ordinal);
        Assert.Contains(
            $"| unread messages that name a user, counted in all channels together | {MentionNotes.MostCounted} |",
            Protocol,
            StringComparison.Ordinal);
        Assert.Contains($"| how long they are counted | {MentionNotes.Lifetime.TotalDays} days |", Protocol, StringComparison.Ordinal);
    }
}

using Chat.Functions.Channels;

namespace Chat.Functions.Tests.Channels;

/// <summary>docs/protocol.md holds the same table as the code.</summary>
public sealed class PermissionsTests
{
    private static readonly string Protocol = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    [Theory]
    [InlineData("read, leave", ChannelAction.Read)]
    [InlineData("read, leave", ChannelAction.Leave)]
    [InlineData("write, change what one wrote, react, pin", ChannelAction.Post)]
    [InlineData("delete what others wrote", ChannelAction.DeleteOthers)]
    [InlineData("add members, make and take back invites", ChannelAction.Invite)]
    [InlineData("change name, topic, avatar", ChannelAction.Describe)]
    [InlineData("remove, ban and change the role of those below, to a role below one's own", ChannelAction.Govern)]
    [InlineData("archive, delete, hand over, change `isPublic` and `history`", ChannelAction.Own)]
    public void What_a_role_may_do_is_documented(string row, ChannelAction action)
    {
        var cells = Enum.GetValues<MemberRole>().Select(role => role.May(action) ? "✓" : "");
        Assert.Contains(
            $"| {row} |{string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"))}", Protocol, StringComparison.Ordinal);
    }
}

namespace Chat.EndToEnd.Tests;

public sealed class Placeholder
{
    [Fact]
    public void Passes() => Assert.Equal(4, "four".Length);
}

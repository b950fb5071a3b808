namespace Chat.Local.Tests.WebPubSub;

/// <summary>The check list of <c>docs/web-pubsub-emulator.md</c>, as far as the official npm clients run it.</summary>
public sealed class OfficialClientTests(OfficialClients clients) : IClassFixture<OfficialClients>
{
    public static TheoryData<string, string> Items() => [.. OfficialClients.Declared()];

    [Theory]
    [MemberData(nameof(Items))]
    public void Works_with_the_official_clients(string file, string item) => clients.AssertPassed(file, item);

    [Fact]
    public void Every_item_has_its_number_and_its_own_title()
    {
        var declared = OfficialClients.Declared().ToArray();
        Assert.NotEmpty(declared);
        Assert.All(declared, item => Assert.Matches(@"^\d+b? ", item.Title));
        Assert.Equal(declared.Length, declared.Distinct().Count());
    }
}

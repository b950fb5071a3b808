using System.Security.Cryptography;
using System.Text;
using Chat.Functions.Connections;

namespace Chat.Functions.Tests.Connections;

public sealed class EventSignatureTests
{
    private const string Connection = "conn-1";

    [Fact]
    public void A_signature_by_either_key_is_accepted()
    {
        Assert.True(EventSignature.IsValid(Sign("one"), Connection, ["one", "two"]));
        Assert.True(EventSignature.IsValid(Sign("two"), Connection, ["one", "two"]));
        Assert.True(EventSignature.IsValid($"{Sign("old")}, {Sign("two").ToUpperInvariant().Replace("SHA256", "sha256", StringComparison.Ordinal)}", Connection, ["two"]));
    }

    [Fact]
    public void A_signature_of_another_connection_or_by_another_key_is_refused()
    {
        Assert.False(EventSignature.IsValid(Sign("one"), "conn-2", ["one"]));
        Assert.False(EventSignature.IsValid(Sign("three"), Connection, ["one", "two"]));
        Assert.False(EventSignature.IsValid(Sign("one"), Connection, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha256=00,,")]
    [InlineData("md5=00")]
    public void Garbage_is_refused(string header) => Assert.False(EventSignature.IsValid(header, Connection, ["one"]));

    [Fact]
    public void Nothing_signs_for_no_connection() =>
        Assert.False(EventSignature.IsValid(Sign("one", ""), "", ["one"]));

    private static string Sign(string key, string connection = Connection) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(connection)));
}

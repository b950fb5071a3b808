using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Chat.Functions.Tests.Channels;

namespace Chat.Functions.Tests.Platform;

/// <summary>A body over the limit gets the answer that is documented, through the address of several instances too.</summary>
public sealed class LargeBodyTests(TwoInstancesFixture chat) : IClassFixture<TwoInstancesFixture>
{
    [Theory]
    [InlineData(1_048_577, false)]
    [InlineData(2_000_000, false)]
    [InlineData(2_000_000, true)]
    [InlineData(40_000_000, false)]
    public async Task A_body_over_the_limit_gets_the_documented_answer(int bytes, bool chunked)
    {
        using var ann = chat.Invite("ann");
        for (var tries = 0; tries < 4; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "channels") { Content = new StringContent(new string(' ', bytes), Encoding.UTF8) };
            request.Headers.TransferEncodingChunked = chunked;

            using var response = await ann.Api.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
            Assert.Equal(("too_large", "body"), ((string)error["code"]!, (string)error["field"]!));
        }
    }
}

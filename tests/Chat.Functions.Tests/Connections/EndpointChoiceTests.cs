using Chat.Functions.Connections;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Connections;

public sealed class EndpointChoiceTests
{
    private static readonly WebPubSubSettings.EndpointSettings[] Endpoints =
    [
        new() { Region = "westeurope", Capacity = 1 },
        new() { Region = "westeurope", Capacity = 3 },
        new() { Region = "eastus", Capacity = 1 },
    ];

    [Theory]
    [InlineData("westeurope", 0.0, 0)]
    [InlineData("WestEurope", 0.24, 0)]
    [InlineData("westeurope", 0.26, 1)]
    [InlineData("westeurope", 0.99, 1)]
    [InlineData("eastus", 0.99, 2)]
    public void A_client_is_sent_to_its_region_by_capacity(string region, double draw, int expected) =>
        Assert.Equal(expected, EndpointChoice.Pick(Endpoints, region, draw));

    [Theory]
    [InlineData(null)]
    [InlineData("mars")]
    public void Without_an_endpoint_in_its_region_any_will_do(string? region)
    {
        Assert.Equal(0, EndpointChoice.Pick(Endpoints, region, 0));
        Assert.Equal(2, EndpointChoice.Pick(Endpoints, region, 0.9));
    }

    [Property]
    public bool Every_draw_picks_an_endpoint_of_the_region(ushort draw) =>
        Endpoints[EndpointChoice.Pick(Endpoints, "westeurope", draw / 65536.0)].Region == "westeurope";
}

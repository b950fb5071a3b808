using Microsoft.Azure.Functions.Worker.Builder;
using Chat.Local.FunctionsWorker;
using Microsoft.Extensions.Hosting;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class RoutingTests
{
    [Fact]
    public async Task A_request_reaches_its_function()
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.ConfigureFunctionsWebApplication();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = host.GetFunctionsAddress() };
        Assert.Equal("ann", await client.GetStringAsync("api/echo/ann", TestContext.Current.CancellationToken));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.PostAsync("api/echo/ann", null, TestContext.Current.CancellationToken)).StatusCode);
    }
}

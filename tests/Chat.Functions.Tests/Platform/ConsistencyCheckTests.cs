using Chat.Functions.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Platform;

public sealed class ConsistencyCheckTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task The_local_account_reads_as_strongly_as_the_app_relies_on()
    {
        var database = chat.Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>();
        Assert.Equal(Microsoft.Azure.Cosmos.ConsistencyLevel.Strong, await database.ReadConsistencyAsync());
    }
}

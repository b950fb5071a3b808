using System.Net.Http.Json;
using System.Text.Json;
using Chat.Local.Tests.FunctionsWorker.SampleApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class InvocationTests : IAsyncLifetime
{
    private readonly Visits _visits = new();

    private SampleHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(_visits).AddScoped<Visit>();
        _host = await SampleHost.StartAsync(builder);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_invocation_has_its_own_instance_and_its_own_scope()
    {
        var first = await GetAsync("api/Scope");
        var second = await GetAsync("api/Scope");

        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Equal(1, first.GetProperty("calls").GetInt32());
        Assert.Equal(1, second.GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task Function_context_and_request_share_the_scope_which_ends_with_the_invocation()
    {
        var answer = await GetAsync("api/Scope");

        var id = answer.GetProperty("id").GetGuid();
        Assert.Equal(id, answer.GetProperty("inRequest").GetGuid());
        Assert.Equal(id, answer.GetProperty("inContext").GetGuid());
        Assert.Equal(id, await _visits.Disposed.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_context_describes_the_function_and_the_invocation()
    {
        var first = await GetAsync("api/Describe");
        var second = await GetAsync("api/Describe");

        Assert.Equal("Describe", first.GetProperty("name").GetString());
        Assert.Equal(
            "Chat.Local.Tests.FunctionsWorker.SampleApp.ContextFunctions.Describe",
            first.GetProperty("entryPoint").GetString());
        Assert.Equal("Chat.Local.Tests.dll", first.GetProperty("assembly").GetString());
        Assert.Equal("httpTrigger", first.GetProperty("trigger").GetString());
        Assert.Equal("HttpRequest FunctionContext", first.GetProperty("parameters").GetString());
        Assert.True(first.GetProperty("sameId").GetBoolean());
        Assert.True(first.GetProperty("sameRequest").GetBoolean());
        Assert.NotEqual(first.GetProperty("invocationId").GetString(), second.GetProperty("invocationId").GetString());
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await _host.Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
}

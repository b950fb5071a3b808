namespace Chat.Local.Tests.FunctionsWorker;

public sealed class ResultTests : IAsyncLifetime
{
    private SampleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("ActionResult", """200 {"name":"Ann"}""")]
    [InlineData("TaskOfResult", """201 {"name":"Bob"}""")]
    [InlineData("ValueTaskOfAction", "202 ")]
    [InlineData("typed-result/ann", """200 {"name":"ann"}""")]
    [InlineData("typed-result/eve", "404 ")]
    [InlineData("WritesItself", "204 ")]
    [InlineData("TaskAlone", "200 written")]
    [InlineData("ValueTaskAlone", "200 written")]
    [InlineData("OfStaticMethod", "200 static")]
    [InlineData("NullResult", "200 ")]
    public async Task A_result_becomes_the_answer(string function, string answer) =>
        Assert.Equal(answer, await _host.ReadAsync("GET", $"api/{function}"));

    [Fact]
    public async Task The_answer_does_not_name_its_server()
    {
        using var response = await _host.SendAsync("GET", "api/TaskAlone");

        Assert.False(response.Headers.Contains("Server"));
    }
}

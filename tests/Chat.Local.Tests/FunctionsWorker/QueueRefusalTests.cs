using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.QueueApp;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class QueueRefusalTests
{
    [Theory]
    [InlineData(typeof(RetriedQueueFunctions), "A retry attribute does nothing for a queue")]
    [InlineData(typeof(MisnamedQueueFunctions), "'No_Queue' is no name of a queue")]
    [InlineData(typeof(NumberQueueFunctions), "'number' is no QueueMessage")]
    [InlineData(typeof(UnsetQueueFunctions), "The setting 'Sample:Unset' does not exist")]
    [InlineData(typeof(UnconnectedQueueFunctions), "Its connection 'Nowhere' is no setting")]
    public void A_queue_function_that_Azure_would_not_run_fails_the_build_by_name(Type functions, string reason)
    {
        var refusal = Assert.Throws<InvalidFunctionException>(Builder(functions).Build);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_by_identity_is_refused_with_what_is_needed_instead()
    {
        var refusal = Assert.Throws<InvalidFunctionException>(
            Builder(typeof(UnconnectedQueueFunctions), "--Nowhere:queueServiceUri=https://chat.queue.core.windows.net").Build);

        Assert.Contains("is a section with queueServiceUri; without an identity it has to be a connection string",
            refusal.Message, StringComparison.Ordinal);
    }

    private static Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder Builder(
        Type functions, params string[] args) =>
        QueueHost.CreateBuilder(functions, "UseDevelopmentStorage=true", new QueueRuns(), args);
}

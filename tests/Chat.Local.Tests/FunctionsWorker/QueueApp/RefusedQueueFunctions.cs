using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.QueueApp;

public sealed class RetriedQueueFunctions
{
    [Function("RetriedQueue")]
    [FixedDelayRetry(1, "00:00:01")]
    public void Run([QueueTrigger("notes")] string text) => Assert.NotNull(text);
}

public sealed class MisnamedQueueFunctions
{
    [Function("MisnamedQueue")]
    public void Run([QueueTrigger("No_Queue")] string text) => Assert.NotNull(text);
}

public sealed class NumberQueueFunctions
{
    [Function("NumberQueue")]
    public void Run([QueueTrigger("notes")] int number) => Assert.NotEqual(0, number);
}

public sealed class UnsetQueueFunctions
{
    [Function("UnsetQueue")]
    public void Run([QueueTrigger("%Sample:Unset%")] string text) => Assert.NotNull(text);
}

public sealed class UnconnectedQueueFunctions
{
    [Function("UnconnectedQueue")]
    public void Run([QueueTrigger("notes", Connection = "Nowhere")] string text) => Assert.NotNull(text);
}

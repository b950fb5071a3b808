using Chat.Local.FunctionsWorker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What middleware reads and changes of an invocation's bindings.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result of the invocation. Set its value without calling the next delegate to answer in the
    /// function's place.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        context.Features.Get<FunctionOutcome>()
        ?? throw new InvalidOperationException("The context does not belong to a running invocation.");
}

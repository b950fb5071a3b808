namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Wraps every invocation of a function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the invocation. Without a call of <paramref name="next"/> no function runs.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}

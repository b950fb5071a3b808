namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Wraps every invocation of a function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the invocation. Not calling <paramref name="next"/> keeps the function from running.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}

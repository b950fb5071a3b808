using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Local.FunctionsWorker;

/// <summary>The middleware of a functions app, outermost first, around the execution of the function.</summary>
internal sealed class InvocationPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    /// <summary>Whether the ASP.NET Core integration stands in the pipeline.</summary>
    public bool HasHttp { get; set; }

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) =>
        _middleware.Add(middleware);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate execute) =>
        Enumerable.Reverse(_middleware).Aggregate(execute, (next, middleware) => middleware(next));
}

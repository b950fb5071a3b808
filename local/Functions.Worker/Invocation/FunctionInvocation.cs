using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>One running invocation.</summary>
internal sealed class FunctionInvocation : FunctionContext
{
    public FunctionInvocation(FunctionMethod function, IServiceProvider services, CancellationToken cancellationToken)
    {
        FunctionDefinition = function;
        InstanceServices = services;
        CancellationToken = cancellationToken;
        Features.Set(new FunctionOutcome());
    }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition { get; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }
}

/// <summary>The result of an invocation, kept among its features.</summary>
internal sealed class FunctionOutcome : InvocationResult
{
    public override object? Value { get; set; }
}

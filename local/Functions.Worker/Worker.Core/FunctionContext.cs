namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    // The published class has more abstract members: whoever derived from this one would not compile against it.
    private protected FunctionContext()
    {
    }

    /// <summary>Unique to the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function, the same in every invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Services of this invocation: scoped services live as long as it does.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What middleware and the function pass to each other.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone or the host stops waiting for the invocation.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}

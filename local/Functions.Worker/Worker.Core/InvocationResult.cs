namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation answers: the function's return value, or what middleware put in its place.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

/// <summary>What an invocation answers, of a known type.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function again that has failed. Only for triggers that have nobody to answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>How often a run is repeated; -1 is without end.</summary>
    public int MaxRetryCount { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A trigger or another binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Name of the bound parameter.</summary>
    public abstract string Name { get; }

    /// <summary>Kind of binding, for example <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}

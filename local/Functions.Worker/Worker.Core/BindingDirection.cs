namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a binding feeds a function or takes from it.</summary>
public enum BindingDirection
{
    In,
    Out,
}

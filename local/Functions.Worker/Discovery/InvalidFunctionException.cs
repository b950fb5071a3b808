namespace Chat.Local.FunctionsWorker;

/// <summary>A function that the host cannot run, found when the app is built.</summary>
/// <param name="function">Name of the function as in its attribute.</param>
/// <param name="reason">What is wrong with it, as a full sentence.</param>
public sealed class InvalidFunctionException(string function, string reason)
    : Exception($"Function '{function}' cannot be hosted. {reason}")
{
    /// <summary>Name of the function as in its attribute.</summary>
    public string Function { get; } = function;
}

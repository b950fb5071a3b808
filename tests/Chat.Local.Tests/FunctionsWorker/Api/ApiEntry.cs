namespace Chat.Local.Tests.FunctionsWorker.Api;

/// <summary>A type of the worker API, or one of its members.</summary>
/// <param name="Type">Full name in the notation of C#, for example <c>Some.Space.InvocationResult&lt;T&gt;</c>.</param>
/// <param name="Signature">Declaration of the type, or of the member.</param>
internal sealed record ApiEntry(string Type, string Signature)
{
    public override string ToString() => $"{Type}: {Signature}";
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of a functions app.</summary>
public class FunctionsApplication
{
    /// <summary>Starts the description of a functions app. Its functions are those of the assembly that calls this
    /// method: the local stack runs the app inside its own process, where the entry assembly is another one. A short
    /// method that calls it and is called from another assembly needs <c>NoInlining</c>, or the compiler may make
    /// that other assembly the caller.</summary>
    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:7072 --Section:Name=value</c>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly());
}

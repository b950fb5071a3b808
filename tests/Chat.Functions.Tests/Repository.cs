using System.Reflection;

namespace Chat.Functions.Tests;

internal static class Repository
{
    /// <summary>The root of the working copy the tests were built from.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;
}

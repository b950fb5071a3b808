using System.Reflection;

namespace Chat.Infra.Tests;

internal static class Repository
{
    /// <summary>The root of the working copy the tests were built from.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Infra { get; } = Path.Combine(Root, "infra");

    public static string BicepTools { get; } = Metadata("BicepTools");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Metadata(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}

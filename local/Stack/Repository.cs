using System.Reflection;

namespace Chat.Local;

/// <summary>Where the sources are that this stack was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public static string WebDirectory => Path.Combine(Root, "client", "web", "dist");
}

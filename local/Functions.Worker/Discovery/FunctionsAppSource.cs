using System.Reflection;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where an app's functions and its host.json are found.</summary>
internal sealed class FunctionsAppSource(Assembly assembly)
{
    public string Name { get; } = assembly.GetName().Name!;

    /// <summary>Folder of the app: of its assembly, wherever the process was started.</summary>
    public string Directory { get; set; } = Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder
        ? folder
        : AppContext.BaseDirectory;

    /// <summary>Which types of the assembly belong to the app.</summary>
    public Func<Type, bool> Includes { get; set; } = static _ => true;

    public IEnumerable<Type> Types => assembly.GetTypes().Where(Includes);
}

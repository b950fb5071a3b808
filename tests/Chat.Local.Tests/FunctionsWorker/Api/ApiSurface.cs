using System.Reflection;

namespace Chat.Local.Tests.FunctionsWorker.Api;

/// <summary>The public surface of an assembly as a list of declarations.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IEnumerable<ApiEntry> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        where type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal)
        from signature in Declarations(type)
        select new ApiEntry($"{type.Namespace}.{CSharp.Name(type)}", signature);

    private static IEnumerable<string> Declarations(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [$"public delegate {CSharp.Method(type.GetMethod("Invoke")!, CSharp.Name(type))}"];
        }

        var head = CSharp.TypeHead(type);
        return type.IsEnum
            ? [head, .. Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name))}")]
            : [head, .. Constructors(type), .. Properties(type), .. Methods(type)];
    }

    private static IEnumerable<string> Constructors(Type type) =>
        from constructor in type.GetConstructors(Declared)
        where IsVisible(constructor)
        select $"{CSharp.Access(constructor)} {type.Name.Split('`')[0]}({CSharp.Parameters(constructor)})";

    private static IEnumerable<string> Properties(Type type) =>
        from property in type.GetProperties(Declared)
        where property.GetAccessors(nonPublic: true).Any(IsVisible)
        select CSharp.Property(property, property.GetAccessors(nonPublic: true).Where(IsVisible));

    private static IEnumerable<string> Methods(Type type) =>
        from method in type.GetMethods(Declared)
        where IsVisible(method) && !method.IsSpecialName
        select $"{CSharp.Modifiers(method)}{CSharp.Method(method, method.Name)}";

    private static bool IsVisible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;
}

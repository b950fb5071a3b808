using System.Reflection;
using System.Runtime.CompilerServices;

namespace Chat.Local.Tests.FunctionsWorker.Api;

/// <summary>Writes declarations as C# does, nullability included.</summary>
internal static class CSharp
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(int)] = "int",
    };

    public static string Access(MethodBase member) => member.IsPublic ? "public" : "protected";

    public static string Modifiers(MethodBase member) =>
        member.DeclaringType!.IsInterface ? ""
        : Access(member) + (member.IsStatic ? " static " : member.IsAbstract ? " abstract "
            : member.IsVirtual && !member.IsFinal ? " virtual " : " ");

    public static string TypeHead(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        string[] bases = type.IsEnum ? [] :
        [
            .. type.BaseType is { } parent && parent != typeof(object) ? [Name(parent)] : Array.Empty<string>(),
            .. type.GetInterfaces().Except(inherited)
                .Where(each => !type.GetInterfaces().Any(other => other.GetInterfaces().Contains(each)))
                .Select(each => Name(each)).Order(StringComparer.Ordinal),
        ];
        return $"public {kind} {Name(type)}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    public static string Property(PropertyInfo property, IEnumerable<MethodInfo> accessors)
    {
        var names = accessors.Select(each => each.Name.StartsWith("get_", StringComparison.Ordinal) ? "get;" : "set;");
        var type = Name(new NullabilityInfoContext().Create(property));
        return $"{Modifiers(accessors.First())}{type} {property.Name} {{ {string.Join(' ', names)} }}";
    }

    public static string Method(MethodInfo method, string name)
    {
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(each => each.Name))}>";
        var where = string.Concat(arguments.Select(Constraints));
        var returned = Name(new NullabilityInfoContext().Create(method.ReturnParameter));
        return $"{returned} {name}{generic}({Parameters(method)}){where}";
    }

    public static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, index) =>
            (extension && index == 0 ? "this " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
            + $"{Name(new NullabilityInfoContext().Create(parameter))} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")));
    }

    public static string Name(Type type) =>
        _keywords.TryGetValue(type, out var keyword) ? keyword
        : type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;

    private static string Name(NullabilityInfo info)
    {
        var name = info.ElementType is { } element ? Name(element) + "[]"
            : info.GenericTypeArguments.Length > 0
                ? $"{info.Type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>"
                : Name(info.Type);

        // Whether a bare type parameter may be null is up to whoever closes it: reflection always says it may.
        return info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType && !info.Type.IsGenericParameter
            ? name + "?"
            : name;
    }

    private static string Constraints(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        var isClass = attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        string[] constraints =
        [
            .. isClass ? ["class"] : Array.Empty<string>(),
            .. argument.GetGenericParameterConstraints().Select(each => Name(each)),
            .. IsNotNull(argument) ? ["notnull"] : Array.Empty<string>(),
        ];
        return constraints.Length == 0 ? "" : $" where {argument.Name} : {string.Join(", ", constraints)}";
    }

    // The compiler writes `notnull` as the flag 1 on the parameter, or once on the method or type around it.
    private static bool IsNotNull(Type argument) =>
        argument.GetGenericParameterConstraints().Length == 0
        && !argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
        && (Flag(argument) ?? Flag(argument.DeclaringMethod!) ?? Flag(argument.DeclaringType!)) == 1;

    private static byte? Flag(MemberInfo member) => member.CustomAttributes
        .Where(each => each.AttributeType.Name is "NullableAttribute" or "NullableContextAttribute")
        .Select(each => each.ConstructorArguments[0].Value as byte?)
        .FirstOrDefault();
}

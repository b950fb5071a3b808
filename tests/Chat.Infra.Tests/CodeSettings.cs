using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Infra.Tests;

/// <summary>The settings that the product's code reads, taken from the code itself.</summary>
/// <param name="Name">As an environment variable has it; <c>0</c> stands for any index.</param>
internal sealed record CodeSetting(string Name, bool IsRequired);

internal static partial class CodeSettings
{
    private static readonly string[] CosmosConnection = ["CosmosDB__accountEndpoint", "CosmosDB__credential", "CosmosDB__clientId"];

    public static IReadOnlyList<CodeSetting> All { get; } = [.. Sections(), .. Triggers()];

    /// <summary>The queues whose messages wake a function: constants, since a trigger's name is one.</summary>
    public static IReadOnlyList<string> Queues { get; } = [.. typeof(Functions.Program).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName).OfType<string>()];

    /// <summary>Sections bound to a type in Program.cs: a setting for each of its properties, and theirs.</summary>
    private static IEnumerable<CodeSetting> Sections() =>
        from Match bound in BoundSection().Matches(Repository.Read("functions", "Program.cs"))
        let type = typeof(Functions.Program).Assembly.GetTypes().Single(type => type.Name == bound.Groups["type"].Value)
        from setting in Of(type, bound.Groups["section"].Value, isRequired: true)
        select setting;

    private static IEnumerable<CodeSetting> Of(Type type, string prefix, bool isRequired)
    {
        var defaults = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var name = $"{prefix}__{property.Name}";
            var item = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? property.PropertyType.GetGenericArguments()[0]
                : null;
            var needed = isRequired && property.GetValue(defaults) is null or ""
                && property.GetCustomAttribute<RequiredAttribute>() is not null;
            var needsOne = isRequired && property.GetCustomAttribute<MinLengthAttribute>() is not null;
            IEnumerable<CodeSetting> settings = (item ?? property.PropertyType) switch
            {
                var inner when inner.Assembly == typeof(Functions.Program).Assembly =>
                    Of(inner, item is null ? name : $"{name}__0", item is null ? isRequired : needsOne),
                _ => [new CodeSetting(item is null ? name : $"{name}__0", needed)],
            };
            foreach (var setting in settings)
            {
                yield return setting;
            }
        }
    }

    /// <summary>What triggers name: <c>%Setting%</c>, and connections, which an identity makes of several settings.</summary>
    private static IEnumerable<CodeSetting> Triggers()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        // The change feed's triggers name no connection, and take the extension's default one.
        var connections = code.Contains("[CosmosDBTrigger(", StringComparison.Ordinal) ? CosmosConnection : [];
        var values = Reference().Matches(code).Select(match => match.Groups["name"].Value)
            .Concat(Asked().Matches(code).Select(match => match.Groups["name"].Value)).Distinct();
        return connections.Concat(values).Select(name => new CodeSetting(name.Replace(":", "__", StringComparison.Ordinal), true));
    }

    [GeneratedRegex(@"AddOptions<(?<type>\w+)>\(\)\.BindConfiguration\(""(?<section>\w+)""\)")]
    private static partial Regex BoundSection();

    [GeneratedRegex(@"""%(?<name>\w+)%""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?:onfiguration\[|GetEnvironmentVariable\()""(?<name>[\w:]+)""")]
    private static partial Regex Asked();
}

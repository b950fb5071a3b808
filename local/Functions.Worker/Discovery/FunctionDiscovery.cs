using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>Finds the functions of an app, and refuses those that the Azure host would refuse or leave out.</summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IReadOnlyList<HostedFunction> Find(
        IEnumerable<Type> types, string routePrefix, IConfiguration settings)
    {
        var functions = new List<HostedFunction>();
        foreach (var (name, method) in types.SelectMany(MethodsOf).OrderBy(found => found.Name, StringComparer.Ordinal))
        {
            RefuseUnreachable(name, method);
            if (functions.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new InvalidFunctionException(name, "Another function has the same name.");
            }

            if (!IsDisabled(name, settings))
            {
                var function = Create(name, method, routePrefix, settings);
                RefuseCollision(function, functions);
                functions.Add(function);
            }
        }

        return functions;
    }

    private static bool IsDisabled(string name, IConfiguration settings) =>
        bool.TryParse(settings[$"AzureWebJobs.{name}.Disabled"], out var isDisabled) && isDisabled;

    private static IEnumerable<(string Name, MethodInfo Method)> MethodsOf(Type type) =>
        from method in type.GetMethods(Declared)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select (attribute.Name, method);

    private static void RefuseUnreachable(string name, MethodInfo method)
    {
        var type = method.DeclaringType!;
        var reason =
            !ValidName().IsMatch(name) ? "A name is a letter, at most 127 letters, digits, '-' and '_', and not 'host'."
            : type.IsNested ? $"Its class {type.FullName} is nested in another; the SDK looks at top-level classes."
            : !type.IsPublic ? $"Its class {type.FullName} is not public."
            : type.IsGenericType || method.IsGenericMethod ? $"{type.FullName}.{method.Name} is generic."
            : !method.IsPublic ? $"Its method {type.FullName}.{method.Name} is not public."
            : type.IsAbstract && !method.IsStatic ? $"Its class {type.FullName} is abstract."
            : null;
        if (reason is not null)
        {
            throw new InvalidFunctionException(name, reason);
        }
    }

    private static HostedFunction Create(string name, MethodInfo method, string routePrefix, IConfiguration settings)
    {
        var found = (
            from parameter in method.GetParameters()
            from attribute in parameter.GetCustomAttributes<TriggerBindingAttribute>()
            select (attribute, parameter)).ToList();
        return found switch
        {
            [(HttpTriggerAttribute http, var parameter)] =>
                HttpFunction.Create(name, method, http, parameter, routePrefix),
            [(TimerTriggerAttribute timer, var parameter)] =>
                TimerFunction.Create(name, method, timer, parameter, settings),
            [(CosmosDBTriggerAttribute cosmos, var parameter)] =>
                CosmosFunction.Create(name, method, cosmos, parameter, settings),
            [(QueueTriggerAttribute queue, var parameter)] =>
                QueueFunction.Create(name, method, queue, parameter, settings),
            [(EventGridTriggerAttribute grid, var parameter)] =>
                EventGridFunction.Create(name, method, grid, parameter),
            [var (other, _)] => throw new InvalidFunctionException(name, $"{other.GetType().Name} is not supported."),
            [] => throw new InvalidFunctionException(name, "No parameter carries a trigger attribute."),
            _ => throw new InvalidFunctionException(name, "It has more than one trigger."),
        };
    }

    private static void RefuseCollision(HostedFunction function, IEnumerable<HostedFunction> others)
    {
        if (function is HttpFunction http && others.OfType<HttpFunction>().FirstOrDefault(http.CollidesWith) is { } taken)
        {
            throw new InvalidFunctionException(function.Name, $"Its route '{http.Route}' is taken by '{taken.Name}'.");
        }

        // Two functions on the same leases would each get a part of the changes.
        if (function is CosmosFunction feed
            && others.OfType<CosmosFunction>().FirstOrDefault(other => other.Names == feed.Names) is { } same)
        {
            throw new InvalidFunctionException(
                function.Name, $"It shares the leases of '{same.Name}': give each a LeaseContainerPrefix.");
        }
    }

    [GeneratedRegex(@"^(?!host\z)[a-z][a-z0-9_-]{0,127}\z", RegexOptions.IgnoreCase)]
    private static partial Regex ValidName();
}

using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where the arguments of an HTTP function come from.</summary>
internal static class HttpParameters
{
    private static readonly Dictionary<Type, Func<string, object>> _readers = new()
    {
        [typeof(string)] = static text => text,
        [typeof(int)] = static text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        [typeof(long)] = static text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        [typeof(Guid)] = static text => Guid.Parse(text),
        [typeof(bool)] = static text => bool.Parse(text),
    };

    public static ParameterSource SourceOf(string function, ParameterInfo parameter, RoutePattern route)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequest))
        {
            return static context => context.GetHttpContext()!.Request;
        }

        if (type == typeof(FunctionContext))
        {
            return static context => context;
        }

        if (type == typeof(CancellationToken))
        {
            return static context => context.CancellationToken;
        }

        if (route.GetParameter(parameter.Name!) is not { } routeParameter)
        {
            throw new InvalidFunctionException(
                function, $"Nothing can be bound to its parameter '{parameter.Name}' ({type}): its route has no such name.");
        }

        if (routeParameter.IsOptional && !CanBeAbsent(parameter))
        {
            throw new InvalidFunctionException(
                function, $"Its route parameter '{parameter.Name}' is optional: make it nullable or give it a default.");
        }

        return _readers.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var read)
            ? RouteValueSource(parameter, read)
            : throw new InvalidFunctionException(
                function, $"Its route parameter '{parameter.Name}' is a {type}; string, int, long, Guid and bool are supported.");
    }

    private static bool CanBeAbsent(ParameterInfo parameter) =>
        parameter.HasDefaultValue
        || !parameter.ParameterType.IsValueType
        || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;

    private static ParameterSource RouteValueSource(ParameterInfo parameter, Func<string, object> read)
    {
        var name = parameter.Name!;
        var absent = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return context =>
        {
            var value = context.GetHttpContext()!.GetRouteValue(name);
            return value is null ? absent : read(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        };
    }
}

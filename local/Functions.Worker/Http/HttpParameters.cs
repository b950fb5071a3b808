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
    private static readonly Dictionary<Type, ParameterSource> _fixed = new()
    {
        [typeof(HttpRequest)] = static context => context.GetHttpContext()!.Request,
        [typeof(FunctionContext)] = static context => context,
        [typeof(CancellationToken)] = static context => context.CancellationToken,
    };

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
        if (_fixed.TryGetValue(parameter.ParameterType, out var source))
        {
            return source;
        }

        var value = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var reason = route.GetParameter(parameter.Name!) is not { } segment
            ? $"Nothing can be bound to its parameter '{parameter.Name}' ({value}): its route has no such name."
            : !_readers.ContainsKey(value)
            ? $"Its route parameter '{parameter.Name}' is a {value}, not a string, int, long, Guid or bool."
            : segment.IsOptional && !CanBeAbsent(parameter)
            ? $"Its route parameter '{parameter.Name}' is optional: make it nullable or give it a default."
            : null;
        return reason is null
            ? RouteValueSource(parameter, _readers[value])
            : throw new InvalidFunctionException(function, reason);
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

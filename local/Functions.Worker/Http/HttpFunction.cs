using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function that an HTTP request starts.</summary>
internal sealed class HttpFunction : HostedFunction
{
    private readonly string _shape;

    private HttpFunction(FunctionMethod method, IReadOnlyList<string> methods, RoutePattern pattern)
        : base(method, retries: null)
    {
        (Methods, Pattern) = (methods, pattern);
        _shape = RouteShape.Of(pattern);
    }

    /// <summary>Permitted HTTP methods in upper case; empty where any is.</summary>
    public IReadOnlyList<string> Methods { get; }

    public RoutePattern Pattern { get; }

    public string Route => Pattern.RawText!;

    public override FunctionListing Listing => new(Name, Methods, Route);

    public static HttpFunction Create(
        string name, MethodInfo method, HttpTriggerAttribute trigger, ParameterInfo parameter, string routePrefix)
    {
        if (parameter.ParameterType != typeof(HttpRequest))
        {
            throw new InvalidFunctionException(name, $"Its HTTP trigger '{parameter.Name}' is not an HttpRequest.");
        }

        if (method.GetCustomAttribute<RetryAttribute>() is not null)
        {
            throw new InvalidFunctionException(name, "An HTTP function is not retried: its caller has the answer.");
        }

        var pattern = RouteShape.Parse(name, trigger.Route ?? name, routePrefix);
        var readResult = ReturnValue.ReaderFor(method.ReturnType) ?? throw new InvalidFunctionException(
            name, $"It returns {method.ReturnType}; IResult, IActionResult, void and tasks of these are supported.");
        var function = new FunctionMethod(
            name,
            method,
            new Trigger(parameter.Name!, "httpTrigger"),
            [.. method.GetParameters().Select(each => HttpParameters.SourceOf(name, each, pattern))],
            readResult);
        return new HttpFunction(
            function, [.. (trigger.Methods ?? []).Select(verb => verb.ToUpperInvariant()).Distinct()], pattern);
    }

    /// <summary>Whether some request could be meant for both.</summary>
    public bool CollidesWith(HttpFunction other) =>
        _shape == other._shape
        && (Methods.Count == 0 || other.Methods.Count == 0 || Methods.Intersect(other.Methods).Any());
}

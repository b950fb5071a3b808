using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.RefusedApp;

/// <summary>One function per class, each of which the host has to refuse.</summary>
public sealed class SameNameFunctions
{
    [Function("Twice")]
    public IResult One([HttpTrigger("get", Route = "one")] HttpRequest request) => Results.Ok();

    [Function("twice")]
    public IResult Two([HttpTrigger("get", Route = "two")] HttpRequest request) => Results.Ok();
}

public sealed class SameRouteFunctions
{
    [Function("First")]
    public IResult One([HttpTrigger("get", "put", Route = "things/{id:int}/x")] HttpRequest request) => Results.Ok();

    [Function("Second")]
    public IResult Two([HttpTrigger("PUT", Route = "/Things/{other:int}/X")] HttpRequest request) => Results.Ok();
}

internal sealed class HiddenClassFunctions
{
    [Function("HiddenClass")]
    public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

public sealed class HiddenMethodFunctions
{
    [Function("HiddenMethod")]
    internal IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

public abstract class AbstractFunctions
{
    [Function("Abstract")]
    public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

public sealed class GenericFunctions
{
    [Function("Generic")]
    public IResult Run<T>([HttpTrigger("get")] HttpRequest request) => Results.Ok(typeof(T));
}

public sealed class BadNameFunctions
{
    [Function("bad name")]
    public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

public sealed class NoTriggerFunctions
{
    [Function("NoTrigger")]
    public IResult Run(HttpRequest request) => Results.Ok(request.Path);
}

public sealed class TwoTriggersFunctions
{
    [Function("TwoTriggers")]
    public IResult Run([HttpTrigger("get")] HttpRequest one, [HttpTrigger("get")] HttpRequest two) => Results.Ok();
}

public sealed class UnboundFunctions
{
    [Function("Unbound")]
    public IResult Run([HttpTrigger("get", Route = "unbound/{id}")] HttpRequest request, string name) =>
        Results.Ok(name);
}

public sealed class HttpContextFunctions
{
    [Function("TakesHttpContext")]
    public IResult Run([HttpTrigger("get")] HttpRequest request, HttpContext http) => Results.Ok(http.TraceIdentifier);
}

public sealed class UnreadableTypeFunctions
{
    [Function("UnreadableType")]
    public IResult Run([HttpTrigger("get", Route = "at/{time}")] HttpRequest request, Version time) => Results.Ok(time);
}

public sealed class OptionalValueFunctions
{
    [Function("OptionalValue")]
    public IResult Run([HttpTrigger("get", Route = "optional/{page?}")] HttpRequest request, int page) =>
        Results.Ok(page);
}

public sealed class TriggerTypeFunctions
{
    [Function("TriggerType")]
    public IResult Run([HttpTrigger("post")] string body) => Results.Ok(body);
}

public sealed class PlainResultFunctions
{
    [Function("PlainResult")]
    public Task<string> Run([HttpTrigger("get")] HttpRequest request) => Task.FromResult("text");
}

public sealed class ReservedRouteFunctions
{
    [Function("ReservedRoute")]
    public IResult Run([HttpTrigger("get", Route = "administration/users")] HttpRequest request) => Results.Ok();
}

public sealed class MalformedRouteFunctions
{
    [Function("MalformedRoute")]
    public IResult Run([HttpTrigger("get", Route = "broken/{id")] HttpRequest request) => Results.Ok();
}

public sealed class OuterFunctions
{
    public sealed class InnerFunctions
    {
        [Function("Nested")]
        public IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

public sealed record Person(string Name);

public sealed class ResultFunctions
{
    [Function("ActionResult")]
    public IActionResult Action([HttpTrigger("get")] HttpRequest request) => new OkObjectResult(new Person("Ann"));

    [Function("TaskOfResult")]
    public async Task<IResult> TaskOfResult([HttpTrigger("get")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Json(new Person("Bob"), statusCode: 201);
    }

    [Function("ValueTaskOfAction")]
    public async ValueTask<IActionResult> ValueTaskOfAction([HttpTrigger("get")] HttpRequest request)
    {
        await Task.Yield();
        return new StatusCodeResult(202);
    }

    [Function("TypedResult")]
    public Results<Ok<Person>, NotFound> TypedResult(
        [HttpTrigger("get", Route = "typed-result/{name}")] HttpRequest request, string name) =>
        name == "ann" ? TypedResults.Ok(new Person(name)) : TypedResults.NotFound();

    [Function("WritesItself")]
    public void WritesItself([HttpTrigger("get")] HttpRequest request) => request.HttpContext.Response.StatusCode = 204;

    [Function("TaskAlone")]
    public async Task TaskAlone([HttpTrigger("get")] HttpRequest request) =>
        await request.HttpContext.Response.WriteAsync("written");

    [Function("ValueTaskAlone")]
    public async ValueTask ValueTaskAlone([HttpTrigger("get")] HttpRequest request) =>
        await request.HttpContext.Response.WriteAsync("written");

    [Function("OfStaticMethod")]
    public static IResult OfStaticMethod([HttpTrigger("get")] HttpRequest request) => Results.Text("static");

    [Function("NullResult")]
    public IResult? NullResult([HttpTrigger("get")] HttpRequest request) => null;
}

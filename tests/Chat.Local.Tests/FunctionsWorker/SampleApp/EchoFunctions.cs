using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

public sealed class EchoFunctions
{
    [Function("EchoSlug")]
    public IResult Slug([HttpTrigger("get", Route = "echo/{slug}")] HttpRequest request, string slug) =>
        Results.Text($"slug {slug}");

    [Function("EchoMe")]
    public IResult Me([HttpTrigger("get", Route = "echo/me")] HttpRequest request) => Results.Text("literal");

    [Function("PutSlug")]
    public IResult Put([HttpTrigger("put", "PATCH", Route = "echo/{slug}")] HttpRequest request, string slug) =>
        Results.Text($"{request.Method} {slug}");

    [Function("Number")]
    public IResult Number([HttpTrigger("get", Route = "numbers/{number:int}")] HttpRequest request, int number) =>
        Results.Text($"int {number}");

    [Function("Typed")]
    public IResult Typed(
        [HttpTrigger("get", Route = "typed/{id:guid}/{seq:long}/{flag:bool}")] HttpRequest request,
        Guid id, long seq, bool? flag) => Results.Text($"{id} {seq} {flag}");

    [Function("Unconstrained")]
    public IResult Unconstrained([HttpTrigger("get", Route = "unconstrained/{seq}")] HttpRequest request, long seq) =>
        Results.Text($"{seq}");

    [Function("Page")]
    public IResult Page([HttpTrigger("get", Route = "pages/{page?}")] HttpRequest request, int? page) =>
        Results.Text(page is null ? "none" : $"page {page}");

    [Function("Sized")]
    public IResult Sized([HttpTrigger("get", Route = "sized/{size?}")] HttpRequest request, int size = 50) =>
        Results.Text($"{size}");

    [Function("Files")]
    public IResult Files([HttpTrigger("get", Route = "files/{*path}")] HttpRequest request, string path) =>
        Results.Text(path);

    [Function("Connect")]
    public IResult Connect([HttpTrigger("post", "options", Route = "events/connect")] HttpRequest request) =>
        Results.Text($"connect {request.Method}");

    [Function("UserEvent")]
    public IResult UserEvent(
        [HttpTrigger("post", Route = "events/{eventName:regex(^(?!(connect|connected)$).*$)}")] HttpRequest request,
        string eventName) => Results.Text($"user {eventName}");

    [Function("Any")]
    public IResult Any([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);
}

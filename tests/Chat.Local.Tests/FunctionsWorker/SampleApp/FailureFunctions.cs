using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.SampleApp;

public sealed class FailureFunctions
{
    public const string Secret = "the secret of the exception";

    [Function("Throw")]
    public IResult Throw([HttpTrigger("get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-leak"] = Secret;
        throw new InvalidOperationException(Secret);
    }

    [Function("ThrowLater")]
    public async Task<IResult> ThrowLater([HttpTrigger("get")] HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException(Secret);
    }

    [Function("ThrowHalfWay")]
    public async Task ThrowHalfWay([HttpTrigger("get")] HttpRequest request)
    {
        request.HttpContext.Response.ContentLength = 1000;
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException(Secret);
    }

    [Function("ReadBody")]
    public async Task<IResult> ReadBody([HttpTrigger("post")] HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Text($"{body.Length}");
    }
}

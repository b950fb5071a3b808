using Microsoft.Azure.Functions.Worker;

namespace Chat.Functions.Documentation;

/// <summary>The same as <see cref="ReadOpenApi"/> for people.</summary>
public sealed class ReadApiPage
{
    private static readonly string Page = ApiPage.Of(ApiDescription.Root);

    [Function(nameof(ReadApiPage))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
    {
        // Text and its looks: no script, and nothing from elsewhere.
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";
        return Results.Content(Page, "text/html; charset=utf-8");
    }
}

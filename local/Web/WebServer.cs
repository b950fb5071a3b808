using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Chat.Local.Web;

/// <summary>The web client has not been built.</summary>
public sealed class WebClientMissingException(string directory)
    : Exception(
        $"The web client is not built: {directory} has no index.html. "
        + "Build it with 'npm ci' and 'npm run build' in client/.");

/// <summary>Serves the built web client, as Azure Static Web Apps does it.</summary>
internal static class WebServer
{
    /// <param name="port">The port on 127.0.0.1, or 0 for a free one.</param>
    /// <param name="settings">Asked for each answer, null while not known: the functions start after the web server,
    /// whose address they need.</param>
    public static Task<EmulatorServer> StartAsync(
        int port, Func<WebSettings?> settings, CancellationToken cancellationToken) =>
        StartAsync(port, Repository.WebDirectory, settings, cancellationToken);

    internal static async Task<EmulatorServer> StartAsync(
        int port, string directory, Func<WebSettings?> settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(directory, "index.html")))
        {
            throw new WebClientMissingException(directory);
        }

        return await EmulatorServer.StartAsync(
            "web client", port, app => Map(app, directory, settings), cancellationToken);
    }

    private static void Map(WebApplication app, string directory, Func<WebSettings?> settings)
    {
        app.Use(GoToOneOrigin);
        app.Use((context, next) => GuardPage(context, next, settings()));
        app.MapGet("/config.json", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return Results.Json(settings()!.ToConfig());
        });
        var files = new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(directory),
            OnPrepareResponse = SetCaching,
        };
        app.UseStaticFiles(files);

        // What has no dot in its last segment is a place inside the client, or its root.
        app.MapFallbackToFile("index.html", files);
    }

    /// <summary>localhost and 127.0.0.1 are two origins to a browser, with a sign-in each: only one is used.</summary>
    private static Task GoToOneOrigin(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Host.Host != "localhost")
        {
            return next(context);
        }

        context.Response.Redirect($"http://127.0.0.1:{request.Host.Port}{request.Path}{request.QueryString}");
        return Task.CompletedTask;
    }

    private static Task GuardPage(HttpContext context, RequestDelegate next, WebSettings? settings)
    {
        var headers = context.Response.Headers;
        if (settings is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            headers.RetryAfter = "1";
            return Task.CompletedTask;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = settings.ToContentSecurityPolicy();
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static void SetCaching(StaticFileResponseContext served)
    {
        // The names under assets/ contain a hash of the content; anything else may change under its name.
        var hashed = served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        served.Context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    }
}

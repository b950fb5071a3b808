using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>What a person sees of the issuer: one page without script, filled in from <c>SignInPage.html</c>.</summary>
internal sealed class SignInPage(int status, string main, string? formTarget = null) : IResult
{
    private static readonly string[] Regulars = ["Ann", "Bob", "Eve"];

    private static readonly string Template = ReadTemplate();

    public static SignInPage For(AuthorizationRequest request, string? complaint) => new(
        complaint is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        Form(request, complaint),
        new Uri(request.Return.RedirectUri).GetLeftPart(UriPartial.Authority));

    public static SignInPage Refusal(string reason) => new(
        StatusCodes.Status400BadRequest,
        $"<h1>That sign-in cannot go on</h1><p role=\"alert\">{Encode(reason)}</p><p>Start again from the app.</p>");

    public static SignInPage SignedOut() => new(
        StatusCodes.Status200OK, "<h1>Signed out</h1><p>You can close this page.</p>");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";

        // form-action is also held against where the answer to the form redirects to: the app that asked.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self' {formTarget}; "
            + "frame-ancestors 'none'; base-uri 'none'";
        return response.WriteAsync(
            Template.Replace("{{nonce}}", nonce, StringComparison.Ordinal)
                .Replace("{{main}}", main, StringComparison.Ordinal),
            httpContext.RequestAborted);
    }

    private static string Form(AuthorizationRequest request, string? complaint)
    {
        var html = new StringBuilder("<h1>Who is there?</h1>")
            .Append("<p>This is the sign-in of your local stack. There are no passwords: open a second window to be ")
            .Append("somebody else.</p>");
        if (complaint is not null)
        {
            html.Append("<p role=\"alert\">").Append(Encode(complaint)).Append("</p>");
        }

        var hidden = string.Concat(Repeat(request).Select(parameter => parameter.Value is null
            ? ""
            : $"<input type=\"hidden\" name=\"{parameter.Name}\" value=\"{Encode(parameter.Value)}\">"));
        html.Append("<form method=\"post\" action=\"authorize\" class=\"people\">").Append(hidden);
        foreach (var name in Regulars)
        {
            html.Append($"<button name=\"name\" value=\"{name}\">")
                .Append($"<i aria-hidden=\"true\">{name[0]}</i>Continue as {name}</button>");
        }

        return html.Append("</form><form method=\"post\" action=\"authorize\" class=\"other\">").Append(hidden)
            .Append("<label for=\"name\">Or as somebody else</label>")
            .Append("<div><input id=\"name\" name=\"name\" maxlength=\"100\" required ")
            .Append("autocomplete=\"off\" placeholder=\"Name\">")
            .Append("<button>Continue</button></div></form>")
            .ToString();
    }

    private static IEnumerable<(string Name, string? Value)> Repeat(AuthorizationRequest request) =>
    [
        ("response_type", "code"),
        ("client_id", request.Return.ClientId),
        ("redirect_uri", request.Return.RedirectUri),
        ("state", request.Return.State),
        ("scope", request.Scope),
        ("nonce", request.Nonce),
        ("code_challenge", request.CodeChallenge),
        ("code_challenge_method", "S256"),
    ];

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string ReadTemplate()
    {
        using var stream = typeof(SignInPage).Assembly.GetManifestResourceStream("SignInPage.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>Ends the session, of which the issuer keeps nothing: it only sends the person back.</summary>
internal static class LogoutEndpoint
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/logout", (HttpContext context) => Answer(Parameters.Of(context.Request.Query)));
        app.MapPost("/logout", async (HttpContext context) =>
        {
            try
            {
                return Answer(await Parameters.OfFormAsync(context.Request));
            }
            catch (OAuthError error)
            {
                return SignInPage.Refusal(error.Message);
            }
        });
    }

    private static IResult Answer(Parameters parameters)
    {
        if (parameters["post_logout_redirect_uri"] is not { } address)
        {
            return SignInPage.SignedOut();
        }

        return LoopbackUri.IsRedirect(address)
            ? new SeeOther(LoopbackUri.With(address, ("state", parameters["state"])))
            : SignInPage.Refusal("post_logout_redirect_uri must be an http address of this machine, without fragment.");
    }
}

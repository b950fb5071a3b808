using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Identity;

/// <summary>Asks who is there (GET), and sends them back to where they came from with a code (POST).</summary>
internal sealed class AuthorizeEndpoint(AuthorizationCodes codes)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/authorize", (HttpContext context) => Answer(Parameters.Of(context.Request.Query), Ask));
        app.MapPost("/authorize", async (HttpContext context) =>
        {
            try
            {
                var form = await Parameters.OfFormAsync(context.Request);
                return Answer(form, request => SendBack(request, form));
            }
            catch (OAuthError error)
            {
                return SignInPage.Refusal(error.Message);
            }
        });
    }

    private static IResult Answer(Parameters parameters, Func<AuthorizationRequest, IResult> grant)
    {
        ReturnAddress address;
        try
        {
            address = ReturnAddress.From(parameters);
        }
        catch (OAuthError error)
        {
            return SignInPage.Refusal(error.Message);
        }

        try
        {
            return grant(AuthorizationRequest.From(address, parameters));
        }
        catch (OAuthError error)
        {
            return new SeeOther(address.WithError(error));
        }
    }

    private static IResult Ask(AuthorizationRequest request) => SignInPage.For(request, complaint: null);

    private IResult SendBack(AuthorizationRequest request, Parameters form) =>
        Person.Named(form["name"]) is { } person
            ? new SeeOther(request.Return.WithCode(codes.Issue(request, person)))
            : SignInPage.For(request, "Please give a name of 1 to 100 characters.");
}

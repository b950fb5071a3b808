using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Users;

/// <summary>Lets only requests with a valid access token reach a function.</summary>
public sealed class TokenAuthentication(AccessTokens tokens) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        if (OpenIdTokens.Of(http.Request) is not { } token)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            throw ChatException.Unauthenticated("Authorization", "An access token is needed: Authorization: Bearer <token>.");
        }

        http.Features.Set(await tokens.VerifyAsync(token, http.RequestAborted));
        await next(context);
    }
}

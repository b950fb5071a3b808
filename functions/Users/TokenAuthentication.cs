using Chat.Functions.Platform;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Functions.Users;

/// <summary>Lets only requests with a valid access token reach a function.</summary>
public sealed class TokenAuthentication(AccessTokens tokens) : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            throw ChatException.Unauthenticated("Authorization", "An access token is needed: Authorization: Bearer <token>.");
        }

        http.Features.Set(await tokens.VerifyAsync(header[Scheme.Length..].Trim(), http.RequestAborted));
        await next(context);
    }
}

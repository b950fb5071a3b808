using Chat.Local.FunctionsWorker;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>ASP.NET Core integration.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets functions take <c>HttpRequest</c> and return <c>IResult</c> or <c>IActionResult</c>. Middleware
    /// registered before this call does not see the HTTP context, as in the published package.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        if (!builder.Pipeline.HasHttp)
        {
            builder.Pipeline.HasHttp = true;
            builder.Services.AddMvcCore();
            builder.Use(HttpInvocationMiddleware.Wrap);
        }

        return builder;
    }
}

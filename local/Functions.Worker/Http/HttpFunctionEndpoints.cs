using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Chat.Local.FunctionsWorker;

/// <summary>Routes requests to HTTP functions.</summary>
internal static class HttpFunctionEndpoints
{
    public static void UseFunctions(
        this IApplicationBuilder app, IReadOnlyList<HttpFunction> functions, InvocationPipeline pipeline)
    {
        app.UseRouting();
        app.Use(RefuseWhatIsNoFunction);
        var source = new DefaultEndpointDataSource(functions.Select(each => EndpointOf(each, pipeline)));
        app.UseEndpoints(endpoints => endpoints.DataSources.Add(source));
    }

    private static Endpoint EndpointOf(HttpFunction function, InvocationPipeline pipeline)
    {
        FunctionExecutionDelegate invoke = pipeline.Around(function.Method.ExecuteAsync);
        var endpoint = new RouteEndpointBuilder(
            async http =>
            {
                var invocation = new FunctionInvocation(function.Method, http.RequestServices, http.RequestAborted);
                invocation.Features.Set(http);
                await invoke(invocation);
            },
            function.Pattern,
            order: 0)
        {
            DisplayName = function.Name,
        };
        endpoint.Metadata.Add(new HttpMethodMetadata(function.Methods));
        endpoint.Metadata.Add(function);
        return endpoint.Build();
    }

    // Routing answers a wrong method with an endpoint of its own (405); the Functions host knows only 404.
    private static Task RefuseWhatIsNoFunction(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>() is not null)
        {
            return next(http);
        }

        http.SetEndpoint(null);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
